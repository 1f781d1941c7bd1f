using System.Collections.Immutable;

namespace Homelab.Coordinator.Lab;

/// <param name="Notice">Set where the file on disk is not what holds: it is broken, or waits for an outage to end.</param>
/// <param name="Diagnostics">Of the file on disk, in the form <c>file:line:col: …</c>.</param>
public sealed record LabFileSight(string Path, DateTimeOffset LoadedAt, string? Notice, ImmutableArray<string> Diagnostics);
