using Homelab.Coordinator.Events;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Readings;
using Homelab.Files.Programs;
using Homelab.Files.Secrets;
using Homelab.Host.Identity;
using Homelab.Host.Logging;
using Homelab.Host.Systemd;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Homelab.Coordinator;

/// <summary>The parts of a coordinator, put together.</summary>
public static class CoordinatorHost
{
    /// <summary>Streams are long; a stop does not wait for them.</summary>
    private static readonly TimeSpan StopAtMost = TimeSpan.FromSeconds(1);

    public static WebApplication Build(CoordinatorFileConfig file, LabFileSource lab, BootIdentity identity, string instance, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddLogfmt(clock, exceptionMessages: true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(file.Listen, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(file.Uplink, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopAtMost);

        var secrets = SecretStore.FromEnvironment(file.SecretsDirectory);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(file);
        builder.Services.AddSingleton<Func<string, string?>>(reference => secrets.Resolve(reference).Value);
        builder.Services.AddEvents(instance);
        builder.Services.AddLab(lab);
        builder.Services.AddFleet(file.StateDirectory);
        builder.Services.AddReadings(new ReadingsSettings(file.StateDirectory) { QuotaBytes = file.HistoryQuotaBytes });
        builder.Services.AddFeeds();
        builder.Services.AddOutage(new OutageSettings(file.StateDirectory, identity.BootId, instance));
        builder.Services.AddSingleton(SdNotify.FromEnvironment());
        builder.Services.AddHostedService<ServiceNotifications>();

        var app = builder.Build();
        app.MapGrpcService<UplinkGateway>();
        return app;
    }
}
