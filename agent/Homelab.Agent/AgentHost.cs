using Homelab.Agent.Collectors;
using Homelab.Agent.Drills;
using Homelab.Agent.Orders;
using Homelab.Agent.Outbox;
using Homelab.Agent.Scans;
using Homelab.Agent.Supplies;
using Homelab.Agent.Trust;
using Homelab.Agent.Uplink;
using Homelab.Files.Programs;
using Homelab.Host.Bus;
using Homelab.Host.Identity;
using Homelab.Host.Logging;
using Homelab.Host.Programs;
using Homelab.Host.Systemd;

namespace Homelab.Agent;

/// <summary>The parts of an agent, put together.</summary>
internal static class AgentHost
{
    private const string BusSocket = "run/dbus/system_bus_socket";

    /// <summary>The outbox is flushed within it; systemd waits longer.</summary>
    private static readonly TimeSpan StopAtMost = TimeSpan.FromSeconds(10);

    public static IHost Build(AgentFileConfig file, BootIdentity identity, TimeProvider clock)
    {
        var root = new SysRoot(file.Root);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "homelab-agent" });
        builder.Logging.AddLogfmt(clock, exceptionMessages: false).AddFilter("Microsoft", LogLevel.Warning);
        var services = builder.Services;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = StopAtMost);
        services.AddSingleton(clock);
        services.AddSingleton(new AgentIdentity(file.Node, identity.BootId, identity.Incarnation));
        services.AddSingleton(SdNotify.FromEnvironment());
        // Below the root, so that an agent on a captured tree cannot power off the machine it runs on.
        services.AddSingleton(_ => new SystemBus(root.Full(BusSocket) ?? "", clock));
        services.AddSingleton<Logind>();

        services.AddOutbox(new OutboxSettings(file.StateDirectory) { FlushInterval = file.FlushInterval, QuotaBytes = file.OutboxQuotaBytes });
        services.AddUplink(new UplinkSettings(file.Coordinator, ProgramVersion.Text, identity.Machine)
        {
            Credentials = new CredentialFile(file.StateDirectory),
            Marks = MachineLook.Read(file.Root),
        });
        services.AddOrders(new OrdersSettings(identity.BootId, file.StateDirectory, file.RuntimeDirectory, file.MayPowerOff, ModeOf(file.PowerOff))
        {
            AcceptedLineage = file.AcceptLineage,
            CoordinatorHost = file.Coordinator.Host.Trim('[', ']'),
        });
        services.AddCollectors(root, identity, file.StateDirectory);
        services.AddSupplies();
        services.AddDrills();
        services.AddScans();
        services.AddHostedService<ReportForwarding>();
        services.AddHostedService<ServiceNotifications>();
        return builder.Build();
    }

    private static PowerOffMode ModeOf(PowerOffMethod method) => method switch
    {
        PowerOffMethod.Exit => PowerOffMode.Exit,
        PowerOffMethod.Logind => PowerOffMode.Logind,
        _ => PowerOffMode.None,
    };
}
