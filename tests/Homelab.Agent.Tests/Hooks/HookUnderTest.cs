using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.Agent.Tests.Hooks;

/// <summary>A script of deploy/hooks with stand-ins on its PATH for the programs that it calls.</summary>
internal sealed class HookUnderTest(string hook) : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>What the stand-ins were called with, in order.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    public string At(string name) => _folder.At(name);

    /// <summary>A program that notes its arguments and then does what the lines say.</summary>
    public HookUnderTest With(string program, string does = "")
    {
        Directory.CreateDirectory(_folder.At("bin"));
        var path = _folder.At($"bin/{program}");
        File.WriteAllText(path, $"#!/bin/sh\necho \"{program} $*\" >>'{Log}'\n{does}\n");
        return this;
    }

    public async Task<CommandResult> RunAsync(string[] arguments, params string[] environment)
    {
        Directory.CreateDirectory(_folder.At("bin"));
        await Command.RunAsync("chmod", ["-R", "+x", _folder.At("bin")], cancellation: TestContext.Current.CancellationToken);
        return await Command.RunAsync(
            "env",
            [$"PATH={_folder.At("bin")}:/usr/bin:/bin", .. environment, "sh", Repository.PathOf($"deploy/hooks/{hook}"), .. arguments],
            cancellation: TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();

    private string Log => _folder.At("calls");
}
