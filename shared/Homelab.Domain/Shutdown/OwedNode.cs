namespace Homelab.Domain.Shutdown;

/// <summary>What an earlier outage did to a node that is still owed its start (P27): a journal begins anew with each outage, and what it begins with must say it.</summary>
/// <param name="StoppedBoot">The boot that was last ordered to stop.</param>
/// <param name="IsLeaving">That boot took the order.</param>
/// <param name="WasOff">It was seen off, or presumed so after it was told.</param>
/// <param name="WasDark">Its metered outlet was seen without a load.</param>
public sealed record OwedNode(string Node, string StoppedBoot, bool IsLeaving, bool WasOff = false, bool WasDark = false);
