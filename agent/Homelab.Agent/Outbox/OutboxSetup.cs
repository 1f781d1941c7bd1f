using Homelab.Agent.Collectors;
using Homelab.Agent.Uplink;
using Microsoft.Extensions.DependencyInjection;

namespace Homelab.Agent.Outbox;

public static class OutboxSetup
{
    /// <summary>Needs a <see cref="TimeProvider"/> and an <see cref="AgentIdentity"/>; gives the <see cref="IReadingSink"/>.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services, OutboxSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<Recorder>()
        .AddSingleton<IReadingSink>(provider => provider.GetRequiredService<Recorder>())
        .AddSingleton<OutboxEntries>()
        .AddSingleton<OutgoingFrames>()
        .AddSingleton<OutboxKeeper>()
        .AddHostedService<OutboxService>();
}
