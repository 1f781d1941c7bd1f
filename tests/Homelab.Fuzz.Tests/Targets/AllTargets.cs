namespace Homelab.Fuzz.Tests.Targets;

/// <summary>What the inputs of a target are.</summary>
internal enum InputForm
{
    Text,
    Bytes,

    /// <summary>Requests to a server, whose threads are measured with all others of the process.</summary>
    Requests,
}

/// <summary>Every place that is fuzzed.</summary>
internal static class AllTargets
{
    /// <summary>The weight is a target's part of the time, beside the others'.</summary>
    private static readonly Dictionary<string, (InputForm Form, int Weight, Func<Target> Make)> s_all = new(StringComparer.Ordinal)
    {
        ["nut"] = (InputForm.Text, 2, () => new NutLines()),
        ["nis"] = (InputForm.Text, 1, () => new NisAnswers()),
        ["lab"] = (InputForm.Text, 3, () => new LabFiles()),
        ["rest"] = (InputForm.Requests, 3, () => new RestRequests()),
        ["kernel-log"] = (InputForm.Text, 1, () => new KernelLog()),
        ["to-coordinator"] = (InputForm.Bytes, 3, () => new FramesToCoordinator()),
        ["to-agent"] = (InputForm.Bytes, 3, () => new FramesToAgent()),
        ["chips"] = (InputForm.Bytes, 2, () => new Chips()),
        ["hats"] = (InputForm.Bytes, 2, () => new Hats()),
        ["enrolment"] = (InputForm.Bytes, 2, () => new Enrolments()),
        ["helper"] = (InputForm.Text, 1, () => new AnswersOfRoot()),
        ["issued"] = (InputForm.Bytes, 1, () => new IssuedCertificates()),
    };

    public static IEnumerable<string> Of(InputForm form) => s_all.Where(target => target.Value.Form == form).Select(target => target.Key);

    public static Target Make(string name) => s_all[name].Make();

    /// <summary>The part of a time in all that is a target's; a second at least.</summary>
    public static TimeSpan PartOf(TimeSpan all, string name) =>
        TimeSpan.FromSeconds(Math.Max(1, Math.Floor(all.TotalSeconds * s_all[name].Weight / s_all.Values.Sum(target => target.Weight))));
}
