using Homelab.Files;
using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Files;

public class MistakesInTheYaml
{
    [Theory]
    [InlineData("", "1:1: error HL0108 (file): there is nothing in it.")]
    [InlineData("# only this\n", "1:1: error HL0108 (file): there is nothing in it.")]
    [InlineData("[a, b]", "1:1: error HL0203 (file): a mapping is expected here, not a list.")]
    [InlineData("schema: 1\nlab: [", "3:1: error HL0101 (file): it cannot be read from here")]
    [InlineData("schema: 1\n\tlab: a", "1:9: error HL0101 (file): a tab stands in the indentation here or in the next line")]
    [InlineData("schema: 1\nlab: @a", "2:6: error HL0101 (file): a character stands here that cannot begin a value")]
    [InlineData("schema: !int 1\nlab: a", "1:9: error HL0105 schema: the tag")]
    [InlineData("schema: 1\nlab: *name", "2:6: error HL0104 lab: the alias \"*name\" stands for a value elsewhere.")]
    [InlineData("schema: 1\nlab: &name a", "2:6: error HL0104 lab: the anchor \"&name\" names a value for use elsewhere.")]
    [InlineData("schema: 1\nlab: a\nlab: b", "3:1: error HL0106 lab: it stood already in line 2.")]
    [InlineData("schema: 1\nlab: a\n---\nlab: b", "3:1: error HL0107 (file): a second document begins here.")]
    [InlineData("? [a]\n: 1\nschema: 1", "1:3: error HL0109 (file): the key is a list or a mapping.")]
    [InlineData("schema: 1\nlab: \u0007a", "2:6: error HL0003 (file): there is a control character (U+0007).")]
    public void Each_is_named_with_its_place(string text, string expected) =>
        Assert.Contains(LabFile.Parse(text, "lab.yaml").Diagnostics, diagnostic => diagnostic.ToString().StartsWith($"lab.yaml:{expected}", StringComparison.Ordinal));

    [Fact]
    public void A_file_that_cannot_be_read_says_why()
    {
        using var folder = new TempFolder();
        var bytes = folder.At("bytes.yaml");
        File.WriteAllBytes(bytes, [.. "schema: 1\nlab: "u8, 0xff, 0xfe]);
        var large = folder.At("large.yaml");
        File.WriteAllText(large, new string('#', 2 << 20));

        Assert.StartsWith($"{folder.Path}:1:1: error HL0001 (file): it is a directory.", Line(folder.Path), StringComparison.Ordinal);
        Assert.StartsWith($"{folder.Path}/gone:1:1: error HL0001 (file): there is no such file.", Line($"{folder.Path}/gone"), StringComparison.Ordinal);
        Assert.StartsWith($"{bytes}:2:6: error HL0003 (file): a byte here is not UTF-8.", Line(bytes), StringComparison.Ordinal);
        Assert.StartsWith($"{large}:1:1: error HL0002 (file): it holds more than 1 MiB.", Line(large), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_do_no_harm()
    {
        using var folder = new TempFolder();
        var path = folder.Write("lab.yaml", "\uFEFF" + Repository.Read("deploy/examples/closet.yaml").ReplaceLineEndings("\r\n"));

        Assert.Equal("", Lines.Of(LabFile.Read(path).Diagnostics));
    }

    [Fact]
    public void A_message_holds_nothing_that_a_terminal_would_obey()
    {
        var line = Lines.Of(LabFile.Parse("schema: 1\nlab: \"\\e[2J\\u202eevil\"\nmode: " + new string('x', 5000), "lab.yaml").Diagnostics);

        Assert.DoesNotContain('\u001b', line);
        Assert.DoesNotContain('\u202e', line);
        Assert.True(line.Length < 1500, line);
    }

    [Fact]
    public void What_is_found_later_can_be_placed_in_the_file()
    {
        var result = LabFile.Parse(Repository.Read("deploy/examples/attic.yaml"), "lab.yaml");

        var diagnostic = result.At("nodes.pi2.upsmon", Homelab.Files.Diagnostics.CheckCodes.LocalUpsmon, "it runs an upsmon of its own", "Stop it.");

        var line = Repository.Read("deploy/examples/attic.yaml").Split('\n').ToList().FindIndex(text => text.StartsWith("  pi2:", StringComparison.Ordinal)) + 1;
        Assert.Equal($"lab.yaml:{line}:3: warning HL0502 nodes.pi2.upsmon: it runs an upsmon of its own. Stop it.", diagnostic.ToString());
    }

    private static string Line(string path) => Assert.Single(LabFile.Read(path).Diagnostics).ToString();
}
