using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Programs;

/// <summary>The published agent, a trimmed native binary, against the golden files that Homelab.Agent.Tests makes with the managed one.</summary>
public sealed class TheAgentOnCapturedMachines
{
    [Theory]
    [InlineData("pi4")]
    [InlineData("nas")]
    [InlineData("server")]
    public async Task Prints_what_the_golden_files_say(string name)
    {
        var ran = await PublishedProgram.RunAsync(
            PublishedProgram.Agent, ["--print-once", "--root", Repository.PathOf($"tests/fixtures/roots/{name}")], TestContext.Current.CancellationToken);
        var golden = await File.ReadAllTextAsync(Repository.PathOf($"tests/Homelab.Agent.Tests/Golden/{name}.prom"), TestContext.Current.CancellationToken);

        Assert.Equal((0, golden), (ran.ExitCode, ran.StandardOutput));
    }
}
