using System.Runtime.InteropServices;
using Homelab.TestKit.Repo;

namespace Homelab.TestKit.Processes;

/// <summary>The binaries that are shipped: tests of the running system start these and no other build.</summary>
public static class PublishedProgram
{
    public const string Agent = "homelab-agent";
    public const string AgentHelper = "homelab-agent-helper";
    public const string Coordinator = "homelab-coordinator";
    public const string Cli = "homelab";

    /// <exception cref="InvalidOperationException">It was not published.</exception>
    public static string PathOf(string program)
    {
        var rid = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        var path = Repository.PathOf($"artifacts/{rid}/{program}");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is not there: run deploy/build first, or tests/run, which does.");
    }

    /// <param name="name">What messages call this instance, such as <c>agent of nas</c>.</param>
    public static Task<RunningProgram> StartAsync(
        string program, string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        RunningProgram.StartAsync(name, PathOf(program), arguments, environment);

    /// <summary>Runs one to its end, such as <c>homelab check</c>.</summary>
    public static Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation = default) =>
        Command.RunAsync(PathOf(program), arguments, cancellation: cancellation);
}
