using System.Net;
using Grpc.Net.Client;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Lab;
using Homelab.Files.Programs;
using Homelab.Host;
using Homelab.Host.Identity;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Tests.Api;

/// <summary>A whole coordinator in this process, on loopback ports that the kernel gives.</summary>
internal sealed class CoordinatorUnderTest : IAsyncDisposable
{
    public const string LabText =
        """
        schema: 1
        lab: attic
        time_zone: Europe/Berlin
        mode: observe
        feeds:
          rack-ups: {nut: ups@127.0.0.1:1}
          wall:     {mains: true}
        switches:
          core: {feeds: [rack-ups]}
        nodes:
          hub: {feeds: [rack-ups], switch: core, coordinator: true, stop: 30s, start: power}
          pi1: {feeds: [rack-ups], switch: core, stop: 20s, start: power}
          nas: {feeds: [rack-ups, wall], switch: core, stop: 90s, start: power}
        services:
          dns:     {on: [pi1], tier: core}
          tank:    {on: [nas], tier: core}
          ingress: {on: [pi1], needs: [dns], tier: home, units: [caddy.service]}
        """;

    private readonly TempFolder _folder;
    private readonly LabFileSource _lab;
    private readonly WebApplication _app;

    private CoordinatorUnderTest(TempFolder folder, LabFileSource lab, WebApplication app) => (_folder, _lab, _app) = (folder, lab, app);

    public string LabFile => _folder.At("lab.yaml");

    public string StateDirectory => _folder.At("state");

    public string RuntimeDirectory => _folder.Folder("run");

    public Uri Rest { get; private set; } = null!;

    public Uri Uplink { get; private set; } = null!;

    /// <summary>Where agents prove who they are; null where the coordinator has no such listener.</summary>
    public Uri? Agents { get; private set; }

    public HttpClient Http { get; private set; } = null!;

    public GrpcChannel Channel { get; private set; } = null!;

    public LabApi.LabApiClient Lab => new(Channel);

    /// <param name="prepare">Fills the state directory as an earlier process left it.</param>
    /// <param name="configure">Changes the coordinator's own file.</param>
    /// <param name="log">Hears what is logged, from the beginning.</param>
    /// <param name="agents">On which address agents prove who they are.</param>
    public static async Task<CoordinatorUnderTest> StartAsync(string? labText = null, Func<string, Task>? prepare = null, IPAddress? agents = null, TimeProvider? time = null, Func<CoordinatorFileConfig, CoordinatorFileConfig>? configure = null, ILoggerProvider? log = null)
    {
        var folder = new TempFolder();
        await (prepare?.Invoke(folder.Folder("state")) ?? Task.CompletedTask);
        folder.Folder("state");
        await File.WriteAllTextAsync(folder.At("lab.yaml"), labText ?? LabText);
        var clock = time ?? new BootClock();
        var lab = await LabFileSource.Open(folder.At("lab.yaml"), clock);
        Assert.False(lab.First.HasErrors, string.Join("\n", lab.First.Diagnostics));
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        var file = new CoordinatorFileConfig { LabFile = lab.Path, StateDirectory = folder.At("state"), RuntimeDirectory = folder.Folder("run"), Listen = any, Uplink = any, SecretsDirectory = folder.At("secrets") };
        file = agents is null ? file : file with { Agents = new IPEndPoint(agents, FreePort.Next()) };
        file = configure?.Invoke(file) ?? file;
        var app = CoordinatorHost.Build(file, lab, new BootIdentity("boot-of-the-host", 7, "test"), "00000000000000aa", clock);
        if (log is not null)
        {
            app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        }

        await app.StartAsync();
        var addresses = app.Urls.Select(url => url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).ToList();
        return new CoordinatorUnderTest(folder, lab, app)
        {
            Rest = new Uri(addresses[0]),
            Uplink = new Uri(addresses[1]),
            Agents = file.Agents is { } own ? new Uri($"https://127.0.0.1:{own.Port}") : null,
            Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(addresses[0]) },
            Channel = GrpcChannel.ForAddress(addresses[1]),
        };
    }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<AgentOnTheWire> ConnectAsync(string node, Action<Hello>? change = null) => AgentOnTheWire.OpenAsync(Uplink, node, change);

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _lab.DisposeAsync();
        _folder.Dispose();
    }
}
