using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Files.Programs;

namespace Homelab.Coordinator.Trust;

internal static class TrustSetup
{
    /// <param name="authority">Null where agents have no listener of their own.</param>
    public static IServiceCollection AddTrust(this IServiceCollection services, CoordinatorFileConfig file, CertificateAuthority? authority)
    {
        if (authority is not null)
        {
            services.AddSingleton(authority);
        }

        return services
            .AddSingleton(provider => new EnrolmentBook(file.StateDirectory, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IEventFeed>()))
            .AddSingleton<Invitations>()
            .AddSingleton<RefusedStreams>()
            .AddSingleton<EnrolmentTries>()
            .AddSingleton<TrustBoard>()
            .AddSingleton(provider => new StreamGate(
                file, authority, provider.GetRequiredService<EnrolmentBook>(), provider.GetRequiredService<RefusedStreams>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new TrustDesk(
                file, authority, provider.GetRequiredService<EnrolmentBook>(), provider.GetRequiredService<Invitations>(), provider.GetRequiredService<UplinkSessions>(),
                provider.GetRequiredService<ILabInForce>(), provider.GetRequiredService<IEventFeed>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new CertificationService(
                authority, provider.GetRequiredService<EnrolmentBook>(), provider.GetRequiredService<Invitations>(), provider.GetRequiredService<EnrolmentTries>(),
                provider.GetRequiredService<StreamGate>(), provider.GetRequiredService<RefusedStreams>(), provider.GetRequiredService<UplinkSessions>(),
                provider.GetRequiredService<ILabInForce>(), provider.GetRequiredService<IEventFeed>(), provider.GetRequiredService<TimeProvider>()));
    }
}
