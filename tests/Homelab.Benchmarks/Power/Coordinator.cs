using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.Benchmarks.Power;

/// <summary>A coordinator process of its own for a lab of so many nodes.</summary>
internal sealed class Coordinator : IAsyncDisposable
{
    private static readonly string Published = Repository.PathOf("artifacts/linux-x64/homelab-coordinator");
    private readonly RunningProgram _program;

    private Coordinator(RunningProgram program, Uri uplink) => (_program, Uplink) = (program, uplink);

    /// <summary>Which build runs: what deploy/build made, or the one beside the benchmark.</summary>
    public static string Build => File.Exists(Published) ? "published (Native AOT)" : "JIT release build";

    public Uri Uplink { get; }

    public static async Task<Coordinator> StartAsync(TempFolder folder, IReadOnlyList<string> nodes, int upsdPort)
    {
        var (listen, uplink) = (FreePort.Next(), FreePort.Next());
        folder.Folder("secrets");
        var lab = folder.Write("lab.yaml", $$"""
            schema: 1
            lab: bench
            time_zone: UTC
            mode: armed
            feeds:
              rack-ups: {nut: "ups@127.0.0.1:{{upsdPort}}"}
            switches:
              core: {feeds: [rack-ups]}
            nodes:
            {{string.Join('\n', nodes.Select((node, index) => $"  {node}: {{feeds: [rack-ups], switch: core, stop: 10s, start: power{(index == 0 ? ", coordinator: true" : "")}}}"))}}
            """);
        var config = folder.Write("coordinator.yaml", $"""
            schema: 1
            lab: "{lab}"
            state: "{folder.Folder("state")}"
            runtime: "{folder.Folder("run")}"
            listen: 127.0.0.1:{listen}
            uplink: 127.0.0.1:{uplink}
            secrets: "{folder.Folder("secrets")}"
            """);
        var program = File.Exists(Published) ? Published : Path.Combine(AppContext.BaseDirectory, "homelab-coordinator");
        return new Coordinator(await RunningProgram.StartAsync("the coordinator", program, ["--config", config]), new Uri($"http://127.0.0.1:{uplink}"));
    }

    public string Tail() => _program.Tail();

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
