using System.Collections.Immutable;

namespace Homelab.Coordinator.Lab;

/// <summary>How the lab in force and the file on disk stand to each other.</summary>
/// <param name="LoadedAt">When the lab in force was read.</param>
/// <param name="Notice">Empty where the file on disk is in force; otherwise why it is not, as a sentence.</param>
/// <param name="Diagnostics">What the newest file says of itself: errors where it is broken, else warnings.</param>
public sealed record LabFileCondition(string Path, DateTimeOffset LoadedAt, string Notice, ImmutableArray<string> Diagnostics);
