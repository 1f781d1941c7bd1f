using Homelab.Domain.Trust;

namespace Homelab.Coordinator.Api.Views;

/// <summary>A rotation of the authority that was begun and not ended.</summary>
/// <param name="Enrolled">How many nodes have a certificate that counts.</param>
/// <param name="Moved">How many of them have shown one of the new authority and have no other.</param>
/// <param name="WaitsFor">The others: while there are some it cannot be ended without giving them up.</param>
public sealed record RotationView(long SinceWallMs, int Enrolled, int Moved, IReadOnlyList<string> WaitsFor, string Sentence)
{
    internal static RotationView Of(DateTimeOffset since, RotationProgress progress) =>
        new(since.ToUnixTimeMilliseconds(), progress.Enrolled, progress.Moved, progress.WaitsFor, progress.Sentence);
}
