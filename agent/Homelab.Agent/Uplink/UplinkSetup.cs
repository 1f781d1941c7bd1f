using Homelab.Agent.Outbox;
using Homelab.Agent.Trust;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Homelab.Agent.Uplink;

public static class UplinkSetup
{
    /// <summary>
    /// Needs <see cref="OutboxSetup.AddOutbox"/> before it (so that the stream ends before the last flush), a <see cref="TimeProvider"/>,
    /// an <see cref="AgentIdentity"/>, and takes every <see cref="IUplinkParticipant"/>. Gives <see cref="UplinkClient"/> and
    /// <see cref="IFrameOutlet"/>.
    /// </summary>
    public static IServiceCollection AddUplink(this IServiceCollection services, UplinkSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<Participants>()
        .AddSingleton(provider => new UplinkClient(
            provider.GetRequiredService<AgentIdentity>(),
            settings,
            provider.GetRequiredService<OutgoingFrames>(),
            provider.GetRequiredService<Participants>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<UplinkClient>>()))
        .AddSingleton<IFrameOutlet>(provider => provider.GetRequiredService<UplinkClient>())
        .AddHostedService(provider => provider.GetRequiredService<UplinkClient>())
        .AddHostedService(provider => new CertificateRenewal(
            settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CertificateRenewal>>()));
}
