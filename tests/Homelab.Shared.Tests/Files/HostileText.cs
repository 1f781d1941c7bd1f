using CsCheck;
using Homelab.Files;
using Homelab.Files.Programs;
using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Files;

public class HostileText
{
    private static readonly string s_attic = Repository.Read("deploy/examples/attic.yaml");

    private static readonly string[] s_marks =
    [
        "[", "]", "{", "}", ":", ": ", "- ", "? ", "&a ", "*a", "!t ", "!!", "|", ">", "\"", "'", "#", "%", "@", "`", "\t", "\n", "\r\n", "  ", "\0", "\u0085", "\u2028",
        "\uFEFF", "\uD800", "---\n", "...\n", "%YAML 1.2\n", "%TAG ! x\n", "schema: 1\n", "nodes:\n", "feeds: ", "\\x", "\"\\u", "<<: ", "=", "~", ",", "é", "1", "|2-\n", "a",
    ];

    private static readonly Gen<string> s_pieces = Gen.Int[0, s_marks.Length - 1].Select(index => s_marks[index]);

    [Fact]
    public void Garbage_never_throws() =>
        s_pieces.Array[0, 60].Select(string.Concat).Sample(text => Accepts(LabFile.Parse(text, "lab.yaml")), iter: 20_000);

    [Fact]
    public void A_truncated_file_never_throws()
    {
        for (var length = 0; length < s_attic.Length; length++)
        {
            Assert.True(Accepts(LabFile.Parse(s_attic[..length], "lab.yaml")));
        }
    }

    [Fact]
    public void A_file_with_a_piece_of_garbage_in_it_never_throws() =>
        Gen.Select(s_pieces, Gen.Int[0, s_attic.Length], Gen.Int[0, 20]).Sample(
            (piece, at, cut) =>
            {
                var text = s_attic[..at] + piece + s_attic[Math.Min(s_attic.Length, at + cut)..];
                return Accepts(LabFile.Parse(text, "lab.yaml"));
            },
            iter: 3_000);

    [Theory]
    [InlineData("nodes:\n  \"a\\tb\": 1\n")]
    [InlineData("services:\n  \"a\\eb\": {on: [], needs: [\"a\\eb\"]}\n")]
    [InlineData("feeds:\n  \"a\\eb\": {mains: true}\nnodes:\n  n: {feeds: [ab]}\n")]
    public void A_name_with_control_characters_is_not_printed_as_it_is(string text) => Assert.True(Accepts(LabFile.Parse(text, "lab.yaml")));

    [Fact]
    public void The_programs_files_never_throw_either() =>
        s_pieces.Array[0, 40].Select(string.Concat).Sample(
            text => (AgentFile.Parse(text, "agent.yaml").File is null) == AgentFile.Parse(text, "agent.yaml").Diagnostics.Any(diagnostic => diagnostic.IsError)
                && (CoordinatorFile.Parse(text, "coordinator.yaml").File is null) == CoordinatorFile.Parse(text, "coordinator.yaml").Diagnostics.Any(diagnostic => diagnostic.IsError),
            iter: 2_000);

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[[a]: ")]
    public void A_hundred_thousand_nestings_are_refused(string opening)
    {
        var result = LabFile.Parse("nodes: \n  " + string.Concat(Enumerable.Repeat(opening, 100_000)), "lab.yaml");

        Assert.Equal("HL0102", Assert.Single(result.Diagnostics).Code.Code);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a: b\n")]
    [InlineData("[")]
    [InlineData("\n")]
    public void Two_mebibytes_are_refused_unparsed(string piece)
    {
        var result = LabFile.Parse(string.Concat(Enumerable.Repeat(piece, (2 << 20) / piece.Length)), "lab.yaml");

        Assert.Equal("HL0002", Assert.Single(result.Diagnostics).Code.Code);
    }

    [Theory]
    [InlineData("k", ": v\n", "HL0103")]
    [InlineData("- k", "\n", "HL0103")]
    [InlineData("# k", "\n", "HL0108")]
    [InlineData("", "a: b\n", "HL0110")]
    public void A_mebibyte_of_lines_ends_with_a_clear_error(string before, string after, string code)
    {
        var lines = new System.Text.StringBuilder();
        for (var number = 0; lines.Length < 1_000_000; number++)
        {
            lines.Append(before).Append(before.Length == 0 ? "" : number).Append(after);
        }

        var result = LabFile.Parse(lines.ToString(), "lab.yaml");

        Assert.Null(result.Lab);
        Assert.Contains(code, Lines.Codes(result));
    }

    [Fact]
    public void What_follows_a_NUL_is_not_dropped_unseen()
    {
        var result = LabFile.Parse(s_attic.Replace("policy:", "\0policy:", StringComparison.Ordinal), "lab.yaml");

        Assert.Equal("HL0003", Assert.Single(result.Diagnostics).Code.Code);
    }

    private static bool Accepts(LabFileResult result) =>
        (result.Lab is null) == result.Diagnostics.Any(diagnostic => diagnostic.IsError)
        && result.Diagnostics.All(diagnostic => diagnostic is { Line: > 0, Column: > 0 } && !diagnostic.ToString().Any(char.IsControl));
}
