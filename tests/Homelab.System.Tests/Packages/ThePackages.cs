using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Packages;

/// <summary>The Debian packages as files.</summary>
[Collection(PackagesOfStandIns.Shared)]
public sealed class ThePackages(PackagesOfStandIns packages)
{
    [Fact]
    public async Task Are_the_same_bytes_when_they_are_made_again()
    {
        using var folder = new TempFolder();
        var programs = PackagesUnderTest.StandIns(folder);
        foreach (var program in Directory.EnumerateFiles(programs))
        {
            File.SetLastWriteTimeUtc(program, DateTime.UnixEpoch.AddYears(30));
        }

        await PackagesUnderTest.MakeAsync(programs, folder.Folder("again"), PackagesOfStandIns.Version, umask: "077");
        var again = HashesOf(folder.Folder("again"));
        Assert.Equal(3, again.Count);
        Assert.Equal(HashesOf(packages.Folder), again);
    }

    [Fact]
    public async Task Bring_every_unit_hook_and_policy_of_deploy()
    {
        var brought = "";
        foreach (var package in Directory.EnumerateFiles(packages.Folder))
        {
            brought += (await Command.RunAsync("dpkg-deb", ["--contents", package], cancellation: TestContext.Current.CancellationToken)).StandardOutput;
        }

        string[] folders = ["systemd", "sysusers.d", "tmpfiles.d", "polkit", "udev", "hooks"];
        var files = Repository.Files.Where(file => folders.Any(name => file.StartsWith($"deploy/{name}/", StringComparison.Ordinal))).Select(file => Path.GetFileName(file)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains($"/{file}\n", brought, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    [Trait("Run", "full")]
    public async Task Leave_lintian_nothing_to_say(string rid)
    {
        using var folder = new TempFolder();
        await PackagesUnderTest.MakeAsync(Repository.PathOf($"artifacts/{rid}"), folder.Folder("deb"), "1", "xz", rid);
        var said = await Command.RunAsync(
            "lintian", ["--allow-root", "--fail-on", "error,warning", .. Directory.EnumerateFiles(folder.Folder("deb"))], bound: TimeSpan.FromMinutes(5), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (said.ExitCode, said.StandardOutput));
    }

    [Fact]
    [Trait("Run", "full")]
    public async Task Are_the_same_bytes_also_with_the_programs_that_are_shipped()
    {
        using var folder = new TempFolder();
        await Task.WhenAll(((string[])["first", "second"]).Select(name => PackagesUnderTest.MakeAsync(Repository.PathOf("artifacts/linux-x64"), folder.Folder(name), "1", "xz")));
        Assert.Equal(HashesOf(folder.Folder("first")), HashesOf(folder.Folder("second")));
    }

    [Theory]
    [InlineData(PublishedProgram.Agent)]
    [InlineData(PublishedProgram.Coordinator)]
    [InlineData(PublishedProgram.Cli)]
    [Trait("Run", "full")]
    public async Task Of_arm64_bring_programs_that_run_on_an_emulated_processor(string program)
    {
        using var folder = new TempFolder();
        await PackagesUnderTest.MakeAsync(Repository.PathOf("artifacts/linux-arm64"), folder.Folder("deb"), "1", rid: "linux-arm64");
        await Command.RunAsync("dpkg-deb", ["--extract", folder.At($"deb/{program}_1_arm64.deb"), folder.Folder("root")], cancellation: TestContext.Current.CancellationToken);
        var ran = await Command.RunAsync(
            "qemu-aarch64-static", ["-L", await MachineImage.Arm64LibrariesAsync(), folder.At($"root/usr/bin/{program}"), "--version"], cancellation: TestContext.Current.CancellationToken);
        var here = await PublishedProgram.RunAsync(program, ["--version"], TestContext.Current.CancellationToken);
        // The commit is that of the publishing, which a program whose inputs are unchanged keeps.
        Assert.Equal((0, here.StandardOutput.Split('+')[0]), (ran.ExitCode, ran.StandardOutput.Split('+')[0]));
        Assert.Contains('+', ran.StandardOutput);
    }

    [Fact]
    public async Task Are_what_the_definition_of_the_container_takes()
    {
        // What it names is held against what is there, quickly; AContainerImage builds it.
        var definition = Repository.Read("deploy/Containerfile");
        foreach (var package in (string[])[PublishedProgram.Coordinator, PublishedProgram.Cli])
        {
            Assert.Contains($"/deb/{package}_*_${{TARGETARCH}}.deb", definition, StringComparison.Ordinal);
            Assert.Single(Directory.EnumerateFiles(packages.Folder, $"{package}_*_amd64.deb"));
        }

        var brought = await Command.RunAsync("dpkg-deb", ["--contents", Directory.EnumerateFiles(packages.Folder, $"{PublishedProgram.Coordinator}_*").Single()], cancellation: TestContext.Current.CancellationToken);
        Assert.Contains($"./{Regex.Match(definition, "ENTRYPOINT \\[\"/([^\"]+)\"").Groups[1].Value}\n", brought.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("artifacts/linux-x64")]
    [InlineData("artifacts/linux-arm64")]
    [Trait("Run", "full")]
    public async Task Declare_the_oldest_C_library_that_their_programs_run_with(string programs)
    {
        foreach (var (program, package) in ((string, string)[])[(PublishedProgram.Agent, PublishedProgram.Agent), (PublishedProgram.AgentHelper, PublishedProgram.Agent), (PublishedProgram.Coordinator, PublishedProgram.Coordinator), (PublishedProgram.Cli, PublishedProgram.Cli)])
        {
            var needs = await Command.RunAsync("readelf", ["--version-info", "--wide", Repository.PathOf($"{programs}/{program}")], cancellation: TestContext.Current.CancellationToken);
            var newest = needs.StandardOutput.Split([' ', '\n']).Where(word => word.StartsWith("GLIBC_2.", StringComparison.Ordinal)).Select(word => int.Parse(word["GLIBC_2.".Length..].Split('.')[0], null)).Max();
            Assert.Contains($"libc6 (>= 2.{newest})", Repository.Read($"deploy/debian/{package}.control"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Hold_the_man_pages_that_the_programs_say_now()
    {
        using var folder = new TempFolder();
        var written = await Command.RunAsync("bash", [Repository.PathOf("deploy/lib/man.sh"), Repository.PathOf("artifacts/linux-x64"), folder.Folder("man")], cancellation: TestContext.Current.CancellationToken);
        Assert.True(written.ExitCode == 0, written.Output);
        var same = await Command.RunAsync("diff", ["-r", Repository.PathOf("deploy/debian/man"), folder.Folder("man")], cancellation: TestContext.Current.CancellationToken);
        Assert.True(same.ExitCode == 0, $"Run deploy/lib/man.sh artifacts/linux-x64 deploy/debian/man, and look at the difference:\n{same.Output}");
    }

    private static SortedDictionary<string, string> HashesOf(string folder) => new(
        Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))), StringComparer.Ordinal);
}
