using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Outage;
using Homelab.Files.Programs;

namespace Homelab.Coordinator.Trust;

internal static class TrustSetup
{
    /// <param name="authorities">Null where agents have no listener of their own.</param>
    public static IServiceCollection AddTrust(this IServiceCollection services, CoordinatorFileConfig file, Authorities? authorities)
    {
        if (authorities is not null)
        {
            services.AddSingleton(authorities);
        }

        return services
            .AddSingleton(provider => new EnrolmentBook(file.StateDirectory, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IEventFeed>()))
            .AddSingleton<Invitations>()
            .AddSingleton<RefusedStreams>()
            .AddSingleton<EnrolmentTries>()
            .AddSingleton(provider => new OlderState(file.StateDirectory, provider.GetRequiredService<IEventFeed>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new TrustBoard(
                file, authorities, provider.GetRequiredService<EnrolmentBook>(), provider.GetRequiredService<RefusedStreams>(), provider.GetRequiredService<OlderState>()))
            .AddSingleton(provider => new StreamGate(
                file, authorities, provider.GetRequiredService<EnrolmentBook>(), provider.GetRequiredService<RefusedStreams>(), provider.GetRequiredService<UplinkSessions>(),
                provider.GetRequiredService<OlderState>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new TrustDesk(
                file, authorities, provider.GetRequiredService<EnrolmentBook>(), provider.GetRequiredService<Invitations>(), provider.GetRequiredService<UplinkSessions>(),
                provider.GetRequiredService<ILabInForce>(), provider.GetRequiredService<IEventFeed>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new RotationDesk(
                authorities, provider.GetRequiredService<EnrolmentBook>(), provider.GetRequiredService<TrustBoard>(), provider.GetRequiredService<UplinkSessions>(),
                provider.GetRequiredService<ILabInForce>(), provider.GetRequiredService<OutageLog>(), provider.GetRequiredService<IEventFeed>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new CertificationService(
                authorities, provider.GetRequiredService<EnrolmentBook>(), provider.GetRequiredService<Invitations>(), provider.GetRequiredService<EnrolmentTries>(),
                provider.GetRequiredService<StreamGate>(), provider.GetRequiredService<RefusedStreams>(), provider.GetRequiredService<UplinkSessions>(),
                provider.GetRequiredService<ILabInForce>(), provider.GetRequiredService<IEventFeed>(), provider.GetRequiredService<TimeProvider>()));
    }
}
