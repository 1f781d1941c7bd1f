namespace Homelab.Domain.Power;

/// <summary>
/// From a runtime at one load to the runtime at another. A battery gives more than in proportion less at a greater load (Peukert's law,
/// 1.2 for lead-acid); at a smaller load no more than in proportion is believed, and at most four times as much.
/// </summary>
internal static class LoadScale
{
    public const double Peukert = 1.2;
    private const double MostGained = 4;

    /// <summary>1 where a load is not known, or none.</summary>
    public static double Factor(double? from, double? to) => (from, to) switch
    {
        ( > 0, > 0) when to > from => Math.Pow(from.Value / to.Value, Peukert),
        ( > 0, > 0) => Math.Min(MostGained, from.Value / to.Value),
        _ => 1,
    };
}
