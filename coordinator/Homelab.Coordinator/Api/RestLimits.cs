namespace Homelab.Coordinator.Api;

/// <summary>What one client of REST may ask for.</summary>
public static class RestLimits
{
    public const int BodyBytes = 16 * 1024;

    public const int EventStreams = 64;

    public static readonly TimeSpan EventHeartbeat = TimeSpan.FromSeconds(15);

    public static readonly TimeSpan LongestHistory = TimeSpan.FromDays(32);
}
