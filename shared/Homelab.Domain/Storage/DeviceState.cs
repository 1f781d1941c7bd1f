using System.Collections.Immutable;

namespace Homelab.Domain.Storage;

/// <summary>
/// What is held of one device of one node, under its identity: another card is another history. A file of an earlier version lacks what that did not know, and a reader of such files gives null for it:
/// of that nothing is known.
/// </summary>
public sealed record DeviceState
{
    /// <summary>The identity; where the device has none, its name after a colon.</summary>
    public required string Key { get; init; }

    /// <summary>As it was last reported.</summary>
    public required DeviceReport Last { get; init; }

    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    /// <summary>It was in the last report of its node.</summary>
    public bool IsPresent { get; init; } = true;

    /// <summary>The boot whose counters <see cref="Last"/> shows.</summary>
    public string BootId { get; init; } = "";

    /// <summary>What the host was seen to write since <see cref="FirstSeen"/>.</summary>
    public long WrittenBytes { get; init; }

    /// <summary>The last days with writes, the eldest first.</summary>
    public ImmutableArray<WriteDay> Days { get; init; } = [];

    /// <summary>By the file system's block device.</summary>
    public ImmutableSortedDictionary<string, FileSystemState> FileSystems { get; init; } =
        ImmutableSortedDictionary<string, FileSystemState>.Empty.WithComparers(StringComparer.Ordinal);

    public ProbeState Probe { get; init => field = value ?? ProbeState.None; } = ProbeState.None;

    public SmartState Smart { get; init => field = value ?? SmartState.None; } = SmartState.None;

    public ComplaintState Complaints { get; init => field = value ?? ComplaintState.None; } = ComplaintState.None;

    /// <summary>What its controller complains of, in the same way.</summary>
    public ComplaintState Controller { get; init => field = value ?? ComplaintState.None; } = ComplaintState.None;

    public CanaryState Canary { get; init => field = value ?? CanaryState.None; } = CanaryState.None;

    public ScrubState Scrub { get; init => field = value ?? ScrubState.None; } = ScrubState.None;

    public FullReadState FullRead { get; init => field = value ?? FullReadState.None; } = FullReadState.None;

    public bool HasIdentity => !Key.StartsWith(':');

    public static string KeyOf(DeviceReport report) => report.Identity.Length > 0 ? report.Identity : $":{report.Name}";
}

public sealed record WriteDay(DateOnly Day, long Bytes);

/// <param name="Errors">As last reported.</param>
/// <param name="GrewAt">When more errors were last seen than before; null where never.</param>
/// <param name="Grew">By how many since it first grew.</param>
public sealed record FileSystemState(long Errors, DateTimeOffset? GrewAt, long Grew);
