namespace Homelab.Fuzz.Tests.Targets;

/// <summary>Every place that is fuzzed.</summary>
internal static class AllTargets
{
    private static readonly Dictionary<string, Func<Target>> s_all = new(StringComparer.Ordinal)
    {
        ["nut"] = () => new NutLines(),
        ["nis"] = () => new NisAnswers(),
        ["lab"] = () => new LabFiles(),
        ["to-coordinator"] = () => new FramesToCoordinator(),
        ["to-agent"] = () => new FramesToAgent(),
        ["rest"] = () => new RestRequests(),
        ["kernel-log"] = () => new KernelLog(),
        ["chips"] = () => new Chips(),
        ["hats"] = () => new Hats(),
    };

    public static IEnumerable<string> Names => s_all.Keys;

    public static Target Make(string name) => s_all[name]();
}
