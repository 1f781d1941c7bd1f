using System.Text.RegularExpressions;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>When a UPS is critical: upsmon(8) and upsmon.conf(5) of NUT 2.8, rule by rule, in virtual time against the shipped desk, engine and agents.</summary>
public sealed partial class NutRules
{
    /// <param name="Differs">Why ours is deliberately not NUT's; empty where it is.</param>
    public sealed record Rule(string Name, string Script, string Differs = "")
    {
        public override string ToString() => Name;
    }

    private static Rule[] Table => [.. s_critical, .. s_sequence];

    private static readonly string s_docs = Path.Combine(Root(AppContext.BaseDirectory), "docs");

    /// <summary>What docs/power-rules.md and docs/adr have.</summary>
    private static readonly HashSet<string> s_known =
    [
        .. Regex.Matches(File.ReadAllText(Path.Combine(s_docs, "power-rules.md")), @"\*\*([PI]\d+)\*\*").Select(rule => rule.Groups[1].Value),
        .. Directory.GetFiles(Path.Combine(s_docs, "adr"), "*.md").Select(path => $"ADR {Path.GetFileName(path)[..4]}"),
    ];

    public static TheoryData<string> Differences => [.. Table.Where(rule => rule.Differs.Length > 0).Select(rule => rule.Name)];

    public static TheoryData<string> Names => [.. Table.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Holds(string name)
    {
        var rule = Table.Single(rule => rule.Name == name);
        Assert.True(UpsScript.Play(rule.Script) is [], $"{name}{(rule.Differs.Length > 0 ? $" (differs: {rule.Differs})" : "")}:\n{string.Join('\n', UpsScript.Play(rule.Script))}");
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void A_difference_names_the_rule_or_the_decision_that_it_follows(string name)
    {
        var named = Regex.Matches(Table.Single(rule => rule.Name == name).Differs, @"\b(?:[PI]\d+|ADR \d{4})\b");
        Assert.NotEmpty(named);
        Assert.All(named, it => Assert.Contains(it.Value, s_known));
    }

    private static string Root(string folder) => Directory.Exists(Path.Combine(folder, "docs", "adr")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
