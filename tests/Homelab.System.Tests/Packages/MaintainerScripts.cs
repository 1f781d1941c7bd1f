using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Packages;

/// <summary>The scripts of one package on a machine that is only a folder (DPKG_ROOT of dpkg(1)), with stand-ins for what they call.</summary>
internal sealed class MaintainerScripts : IDisposable
{
    private readonly TempFolder _folder = new();

    private MaintainerScripts()
    {
    }

    /// <summary>What the stand-ins were called with, in order.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    public static async Task<MaintainerScripts> OfAsync(string package, PackagesOfStandIns packages)
    {
        var scripts = new MaintainerScripts();
        var made = Directory.EnumerateFiles(packages.Folder, $"{package}_*").Single();
        await Command.RunAsync("dpkg-deb", ["--control", made, scripts._folder.At("control")], cancellation: TestContext.Current.CancellationToken);
        scripts._folder.Folder("root/run/systemd/system");
        foreach (var tool in (string[])["systemctl", "deb-systemd-invoke", "deb-systemd-helper", "systemd-sysusers", "systemd-tmpfiles"])
        {
            scripts.With(tool, "");
        }

        return scripts;
    }

    /// <summary>A path on that machine.</summary>
    public string At(string path) => _folder.At($"root{path}");

    public MaintainerScripts With(string program, string does)
    {
        File.WriteAllText(_folder.At($"bin/{program}"), $"#!/bin/sh\necho \"{program} $*\" >>'{Log}'\n{does}\n");
        return this;
    }

    /// <summary>What the new program says of the configuration.</summary>
    public MaintainerScripts Checking(string program, int code, string says)
    {
        File.WriteAllText(At($"/usr/bin/{program}"), $"#!/bin/sh\necho '{says}' >&2\nexit {code}\n");
        return this;
    }

    public MaintainerScripts WithFile(string path, string text = "")
    {
        File.WriteAllText(At(path), text);
        return this;
    }

    public async Task<CommandResult> RunAsync(string script, string[] arguments, params string[] environment)
    {
        await Command.RunAsync("chmod", ["-R", "+x", _folder.At("bin"), _folder.Folder("root/usr/bin")], cancellation: TestContext.Current.CancellationToken);
        return await Command.RunAsync(
            "env", [$"PATH={_folder.At("bin")}:/usr/sbin:/usr/bin:/bin", $"DPKG_ROOT={_folder.At("root")}", .. environment, _folder.At($"control/{script}"), .. arguments],
            cancellation: TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();

    private string Log => _folder.At("calls");
}
