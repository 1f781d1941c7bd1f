using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Programs;

/// <summary>What deploy/build --rid linux-arm64 makes, on an emulated processor (qemu-aarch64(1)) with Debian's libraries of arm64.</summary>
public sealed class TheProgramsForARaspberryPi
{
    [Theory]
    [InlineData(PublishedProgram.Agent, "--version")]
    [InlineData(PublishedProgram.Coordinator, "--version")]
    [InlineData(PublishedProgram.Cli, "--version")]
    [InlineData(PublishedProgram.Cli, "check", "deploy/examples/attic.yaml")]
    [InlineData(PublishedProgram.Agent, "--print-once", "--root", "tests/fixtures/roots/pi4")]
    [Trait("Run", "full")]
    public async Task Say_what_the_programs_of_this_machine_say(string program, params string[] arguments)
    {
        string[] absolute = [.. arguments.Select(argument => argument.Contains('/', StringComparison.Ordinal) ? Repository.PathOf(argument) : argument)];
        var here = await PublishedProgram.RunAsync(program, absolute, TestContext.Current.CancellationToken);
        var there = await Command.RunAsync(
            "qemu-aarch64-static", ["-L", await MachineImage.Arm64LibrariesAsync(), Repository.PathOf($"artifacts/linux-arm64/{program}"), .. absolute], cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((0, here.StandardOutput), (there.ExitCode, there.StandardOutput));
    }
}
