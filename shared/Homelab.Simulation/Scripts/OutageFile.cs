using System.Collections.Immutable;
using System.Globalization;
using Homelab.Domain.Lab;
using Homelab.Files;

namespace Homelab.Simulation.Scripts;

/// <summary>An outage as a text file: one sentence a line, all of them in docs/simulation.md. Every mistake is named with its line.</summary>
public sealed record OutageFile(OutageScript? Script, ImmutableArray<string> Errors)
{
    private static readonly char[] s_space = [' ', '\t'];

    /// <param name="name">Of the file, for the errors.</param>
    public static OutageFile Parse(string text, string name, LabConfig lab)
    {
        var events = ImmutableArray.CreateBuilder<OutageEvent>();
        var errors = ImmutableArray.CreateBuilder<string>();
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line.Split('#')[0].Trim(), index + 1)))
        {
            if (line.Length == 0)
            {
                continue;
            }

            if (Line(line, lab, out var problem) is { } one)
            {
                events.Add(one);
            }
            else
            {
                errors.Add($"{name}:{number}: error: {problem}");
            }
        }

        if (errors.Count == 0 && events.Count == 0)
        {
            errors.Add($"{name}:1: error: it says nothing. Write for example: at 10s {lab.Feeds.FirstOrDefault()?.Name ?? "FEED"} loses mains");
        }

        return new OutageFile(errors.Count == 0 ? new OutageScript(events.ToImmutable()) : null, errors.ToImmutable());
    }

    private static OutageEvent? Line(string line, LabConfig lab, out string problem)
    {
        var words = line.Split(s_space, StringSplitOptions.RemoveEmptyEntries).ToList();
        TimeSpan? at = null;
        if (words[0] == "at")
        {
            if (words.Count < 2 || !DurationText.TryParse(words[1], out var span) || span > OutageScript.Longest)
            {
                problem = $"after `at` comes a time up to {DurationText.Format(OutageScript.Longest)}, such as `at 90s`";
                return null;
            }

            (at, words) = (span, words[2..]);
        }

        if (Subject(words, lab, out problem) is not { } found)
        {
            return null;
        }

        var matches = OutagePhrases.All.Where(phrase => phrase.Subject == found.Kind);
        foreach (var phrase in matches)
        {
            var one = new OutageEvent(at, phrase.Act, found.Name);
            if (Match(phrase.Text.Split(' '), words[found.Words..], ref one))
            {
                problem = at is null && phrase.Act is OutageAct.Ends ? "`end` needs a time, such as `at 30m end`" : "";
                return problem.Length == 0 ? one : null;
            }
        }

        problem = $"`{string.Join(" ", words)}` is not a sentence that is known. Of this can be said: {string.Join("; ", matches.Select(phrase => phrase.Example))}";
        return null;
    }

    private static (SubjectKind Kind, string Name, int Words)? Subject(List<string> words, LabConfig lab, out string problem)
    {
        problem = "";
        switch (words.FirstOrDefault())
        {
            case null:
                problem = "after the time comes what happens, such as `at 10s ups loses mains`";
                return null;
            case "end":
                return (SubjectKind.None, "", 0);
            case "coordinator":
                return (SubjectKind.Coordinator, "", 1);
            case "operator":
                return (SubjectKind.Operator, "", 1);
            case "wire":
                return (SubjectKind.Wire, "", 1);
            case "switch" when words.Count > 1:
                problem = $"the lab has no switch {words[1]}; its switches: {Names(lab.Switches.Select(one => one.Name))}";
                return lab.Switch(words[1]) is null ? null : (SubjectKind.Switch, words[1], 2);
        }

        // A feed and a node may have one name: what is said of it tells which is meant.
        var name = words[0];
        var isOfFeed = OutagePhrases.All.Where(phrase => phrase.Subject == SubjectKind.Feed).Any(phrase => phrase.Text.Split(' ')[0] == words.ElementAtOrDefault(1));
        if (lab.Feed(name) is not null && (isOfFeed || lab.Node(name) is null))
        {
            return (SubjectKind.Feed, name, 1);
        }

        if (lab.Node(name) is not null)
        {
            return (SubjectKind.Node, name, 1);
        }

        problem = $"the lab has no feed and no node {name}; its feeds: {Names(lab.Feeds.Select(feed => feed.Name))}; its nodes: {Names(lab.Nodes.Select(node => node.Name))}";
        return null;
    }

    private static bool Match(string[] pattern, List<string> words, ref OutageEvent one)
    {
        if (pattern.Length != words.Count)
        {
            return false;
        }

        foreach (var (wanted, word) in pattern.Zip(words))
        {
            var sign = word.StartsWith('-') ? -1 : 1;
            if (wanted == "SPAN" && DurationText.TryParse(word.TrimStart('-'), out var span))
            {
                one = one with { Span = sign * span };
            }
            else if (wanted == "RATIO" && word.EndsWith('%') && double.TryParse(word[..^1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent) && double.IsFinite(percent))
            {
                one = one with { Ratio = percent / 100 };
            }
            else if (wanted == "CELSIUS" && word.EndsWith('C') && double.TryParse(word[..^1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var celsius) && double.IsFinite(celsius))
            {
                one = one with { Ratio = celsius };
            }
            else if (wanted is "SPAN" or "RATIO" or "CELSIUS" || wanted != word)
            {
                return false;
            }
        }

        return true;
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
