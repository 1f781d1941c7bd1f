using Homelab.Coordinator.Api;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.Drills;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Health;
using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Outage;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Readings;
using Homelab.Coordinator.Reports;
using Homelab.Coordinator.Scans;
using Homelab.Coordinator.Storage;
using Homelab.Coordinator.Trust;
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

    private const int ConnectionsAtMost = 1000;

    public static WebApplication Build(CoordinatorFileConfig file, LabFileSource lab, BootIdentity identity, string instance, TimeProvider clock)
    {
        var signsForPage = file.Tls && file.Certificate is null;
        var authorities = file.Agents is null && !signsForPage ? null : Authorities.Open(file.StateDirectory);
        var builder = WebApplication.CreateSlimBuilder();

        // One file says where this program listens: no environment variable and no appsettings.json adds to it.
        builder.Configuration.Sources.Clear();
        builder.Logging.AddLogfmt(clock, exceptionMessages: true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Streams of gRPC have limits of their own, frame by frame.
            kestrel.Limits.MaxRequestBodySize = RestLimits.BodyBytes;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsAtMost;
            var book = kestrel.ApplicationServices.GetRequiredService<EnrolmentBook>();
            var page = file.Tls ? new PageCertificate(file.Certificate, file.CertificateKey, authorities, file.Listen.Address, book) : null;
            kestrel.Listen(file.Listen, listen => listen.UsePage(page));
            kestrel.Listen(file.Uplink, listen => listen.Protocols = HttpProtocols.Http2);
            if (file.Agents is { } agents)
            {
                kestrel.Listen(agents, listen => listen.UseAgents(authorities!, new ServerCertificate(authorities!, book)));
            }
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopAtMost);

        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(file);
        builder.Services.AddSingleton(SecretStore.FromEnvironment(file.SecretsDirectory));
        builder.Services.AddSingleton<FeedPasswords>();
        builder.Services.AddSingleton<Func<string, string?>>(provider => provider.GetRequiredService<FeedPasswords>().Of);
        builder.Services.AddEvents(instance);
        builder.Services.AddLab(lab);
        builder.Services.AddFleet(file.StateDirectory);
        builder.Services.AddAudit(file.StateDirectory, authorities);
        builder.Services.AddPeople(file.StateDirectory);
        builder.Services.AddTrust(file, authorities);
        builder.Services.AddReadings(new ReadingsSettings(file.StateDirectory) { QuotaBytes = file.HistoryQuotaBytes });
        builder.Services.AddFeeds(file.StateDirectory);
        builder.Services.AddOutage(new OutageSettings(file.StateDirectory, identity.BootId, instance));
        builder.Services.AddReports(file.StateDirectory);
        builder.Services.AddDrills();
        builder.Services.AddScans();
        builder.Services.AddStorage(file.StateDirectory);
        builder.Services.AddHealth();
        builder.Services.AddApi();
        builder.Services.AddSingleton(SdNotify.FromEnvironment());
        builder.Services.AddHostedService<ServiceNotifications>();

        var app = builder.Build();
        app.UseAgentsGate();
        app.UseApi(file);
        app.MapGrpcService<UplinkGateway>();
        app.MapGrpcService<CertificationService>();
        app.MapApi();
        return app;
    }
}
