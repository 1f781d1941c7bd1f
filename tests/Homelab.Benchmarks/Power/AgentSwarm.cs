using Homelab.Agent.Collectors;
using Homelab.Agent.Orders;
using Homelab.Agent.Outbox;
using Homelab.Agent.Supplies;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Host;
using Homelab.TestKit.Repo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Homelab.Benchmarks.Power;

/// <summary>
/// Many agents in one process: each with the shipped outbox, uplink and power desk, a connection, and files of its own. Only the
/// collectors are left out.
/// </summary>
internal sealed class AgentSwarm : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<IHost> _hosts = [];
    private readonly List<LeaseWitness> _witnesses = [];

    public bool AllConnected => _hosts.TrueForAll(host => host.Services.GetRequiredService<UplinkClient>().IsConnected);

    /// <summary>How many took a lease since the last <see cref="Forget"/>.</summary>
    public int Leased => _witnesses.Count(witness => witness.FirstLease is not null);

    public bool AllEnded => _witnesses.TrueForAll(witness => witness.HasEnded);

    /// <summary>When the last of them had taken its lease, as a timestamp of the system's clock.</summary>
    public long LastLease => _witnesses.Max(witness => witness.FirstLease ?? long.MaxValue);

    public async Task StartAsync(IEnumerable<string> nodes, Uri uplink)
    {
        foreach (var batch in nodes.Chunk(50))
        {
            await Task.WhenAll(batch.Select(node => Add(node, uplink).StartAsync()));
        }
    }

    public void Forget() => _witnesses.ForEach(witness => witness.Forget());

    public async ValueTask DisposeAsync()
    {
        foreach (var batch in _hosts.Chunk(50))
        {
            await Task.WhenAll(batch.Select(host => host.StopAsync()));
        }

        _hosts.ForEach(host => host.Dispose());
        _folder.Dispose();
    }

    private IHost Add(string node, Uri uplink)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = node });
        var witness = new LeaseWitness();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services
            .AddSingleton<TimeProvider>(new BootClock())
            // An empty machine: no upsmon of its own, no battery.
            .AddSingleton(new SysRoot(_folder.Folder($"{node}/root")))
            .AddSingleton(new AgentIdentity(node, $"boot-of-{node}", (ulong)_hosts.Count + 1))
            .AddOutbox(new OutboxSettings(_folder.Folder($"{node}/state")))
            .AddUplink(new UplinkSettings(uplink, "0.1.0", "bench"))
            .AddOrders(new OrdersSettings($"boot-of-{node}", _folder.Folder($"{node}/state"), _folder.Folder($"{node}/run"), MayPowerOff: true, PowerOffMode.Exit))
            .AddSupplies()

            // After the power desk: when it sees the lease, the desk has it on disk.
            .AddSingleton<IUplinkParticipant>(witness);
        var host = builder.Build();
        _hosts.Add(host);
        _witnesses.Add(witness);
        return host;
    }

    private sealed class LeaseWitness : IUplinkParticipant
    {
        public long? FirstLease { get; private set; }

        public bool HasEnded { get; private set; }

        public void Forget() => (FirstLease, HasEnded) = (null, false);

        public void Fill(Hello hello)
        {
        }

        public void Fill(Beat beat)
        {
        }

        public IEnumerable<AgentFrame> Handle(CoordinatorFrame frame)
        {
            if (frame.BodyCase == CoordinatorFrame.BodyOneofCase.Lease)
            {
                FirstLease ??= TimeProvider.System.GetTimestamp();
            }

            HasEnded |= frame.BodyCase == CoordinatorFrame.BodyOneofCase.OutageEnded;
            return [];
        }
    }
}
