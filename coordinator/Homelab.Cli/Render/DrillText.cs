using Homelab.Contracts.Drills;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab drill</c>: a table by subject and item, what fails first within each.</summary>
public static class DrillText
{
    public static string Of(Rehearsal rehearsal, Surface surface)
    {
        var sheet = new Sheet(surface);
        sheet.Rows(
            ["SUBJECT", "ITEM", "VERDICT", "RESTS ON"],
            rehearsal.Subjects.SelectMany(subject => subject.Items
                .OrderBy(item => item.Verdict == DrillVerdict.DrillFails ? 0 : 1)
                .Select(item => (IReadOnlyList<Words>)[Name(subject), item.Name, Verdict(item.Verdict), item.Basis])));
        var items = rehearsal.Subjects.SelectMany(subject => subject.Items).ToList();
        sheet.Blank();
        sheet.Line($"Nothing was stopped. {Count(DrillVerdict.DrillFails, "fails")}{Count(DrillVerdict.DrillUnknown, "unknown")}{Count(DrillVerdict.DrillBelieved, "believed")}{Count(DrillVerdict.DrillOk, "ok")}in {rehearsal.TookSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} s.");
        return sheet.ToString();

        string Count(DrillVerdict verdict, string word) => items.Count(item => item.Verdict == verdict) is var count and > 0 ? $"{count} {word}, " : "";
    }

    private static string Name(RehearsedSubject subject) => subject.Kind == "node" ? subject.Name : $"{subject.Kind} {subject.Name}";

    private static Words Verdict(DrillVerdict verdict) => new(DrillMessage.Word(verdict), verdict switch
    {
        DrillVerdict.DrillOk => Tone.Good,
        DrillVerdict.DrillBelieved => Tone.Plain,
        DrillVerdict.DrillFails => Tone.Alarm,
        _ => Tone.Unknown,
    });
}
