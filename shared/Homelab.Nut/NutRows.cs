namespace Homelab.Nut;

/// <summary>One UPS of <c>LIST UPS</c>.</summary>
public sealed record NutUps(string Name, string Description);

/// <summary>What became of a tracked command (<c>GET TRACKING id</c>).</summary>
public enum NutTrackingState
{
    Pending,
    Success,
    Failed,
}

/// <param name="Code">Set where it failed.</param>
public sealed record NutTracking(NutTrackingState State, NutErrorCode? Code = null);

/// <summary>How a command was taken. Without a tracking id OK means submitted, not done.</summary>
public sealed record NutSubmission(string? TrackingId);
