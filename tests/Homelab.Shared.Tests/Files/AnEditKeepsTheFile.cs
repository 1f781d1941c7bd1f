using Homelab.Files;
using Homelab.Files.Edits;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Files;

/// <summary>A change to a lab file is a diff of the lines that it concerns: it applies, it reads as it should, and comments and columns stay.</summary>
public sealed class AnEditKeepsTheFile
{
    private const string Text =
        """
        schema: 1
        lab: attic          # the one under the roof
        feeds:
          rack-ups:
            nut: ups@127.0.0.1   # with a password one day
            runtime: 12m         # as the box says
        nodes:
          hub: {feeds: [rack-ups], coordinator: true, stop: 30s, start: power}
          nas:   # the old one
            feeds: [rack-ups]
            stop: 20s   # never measured
          pi1: {feeds: [rack-ups]}
          pi2:
            feeds: [rack-ups]
        services:
          tank: {on: [nas], stop: 20s}  # twenty is plenty

        """;

    private static readonly KeyValuePair<string, string>[] Changes =
    [
        new("nodes.nas.stop", "45s"), new("nodes.hub.stop", "1m"), new("nodes.pi1.stop", "75s"), new("nodes.pi2.stop", "80s"),
        new("services.tank.stop", "40s"), new("feeds.rack-ups.runtime", "7m30s"),
    ];

    [Fact]
    public async Task The_diff_applies_and_the_file_then_says_what_was_wanted()
    {
        var lab = await Patched(Text, Changes);
        Assert.Equal(["1m", "45s", "75s", "80s"], lab.Nodes.Select(node => node.Stop.TotalSeconds switch { 60 => "1m", var seconds => $"{seconds}s" }));
        Assert.Equal(TimeSpan.FromSeconds(40), lab.Service("tank")!.Stop);
        Assert.Equal(TimeSpan.FromSeconds(450), lab.Feed("rack-ups")!.DeclaredRuntime);
    }

    [Fact]
    public void Nothing_else_of_the_file_moves()
    {
        var diff = LabFileDiff.OfText(Text, "lab.yaml", Changes).Diff;
        Assert.Contains("-    stop: 20s   # never measured\n+    stop: 45s   # never measured\n", diff, StringComparison.Ordinal);
        Assert.Contains("-  tank: {on: [nas], stop: 20s}  # twenty is plenty\n+  tank: {on: [nas], stop: 40s}  # twenty is plenty\n", diff, StringComparison.Ordinal);
        Assert.Contains("   pi2:\n+    stop: 80s\n     feeds: [rack-ups]\n", diff, StringComparison.Ordinal);
        Assert.Contains("+  pi1: {stop: 75s, feeds: [rack-ups]}\n", diff, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_values_of_one_line_change_together()
    {
        var lab = await Patched(Text, [new("services.tank.stop", "1m30s"), new("services.tank.need", "1")]);
        Assert.Equal((TimeSpan.FromSeconds(90), 1), (lab.Service("tank")!.Stop, lab.Service("tank")!.Need));
    }

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", true)]
    public async Task Whatever_its_lines_end_with(string newline, bool endsWithOne)
    {
        var text = (endsWithOne ? Text : Text.TrimEnd('\n')).Replace("\n", newline, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(40), (await Patched(text, Changes)).Service("tank")!.Stop);
    }

    [Fact]
    public void What_the_file_says_already_is_no_change()
    {
        var diff = LabFileDiff.OfText(Text, "lab.yaml", [new("nodes.nas.stop", "20s")]);
        Assert.Equal("", diff.Diff);
        Assert.Empty(diff.Unplaced);
    }

    [Theory]
    [InlineData("nodes.gone.stop")]
    [InlineData("nodes.nas.stop.more")]
    public void What_has_no_place_is_named(string path)
    {
        var diff = LabFileDiff.OfText(Text, "lab.yaml", [new(path, "45s")]);
        Assert.Equal("", diff.Diff);
        Assert.Equal([path], diff.Unplaced);
    }

    [Fact]
    public void A_file_that_cannot_be_read_has_no_place_for_anything() =>
        Assert.Equal(["nodes.nas.stop"], LabFileDiff.Of("/nowhere/lab.yaml", [new("nodes.nas.stop", "45s")]).Unplaced);

    private static async Task<Domain.Lab.LabConfig> Patched(string text, KeyValuePair<string, string>[] changes)
    {
        using var folder = new TempFolder();
        var path = folder.Write("lab.yaml", text);
        var diff = LabFileDiff.Of(path, changes);
        Assert.Empty(diff.Unplaced);

        // --binary: patch(1) takes the carriage returns of a diff for a mail's otherwise.
        var patch = await Command.RunAsync("patch", ["--batch", "--binary", "-p1", "-d", folder.Path], diff.Diff, cancellation: TestContext.Current.CancellationToken);
        Assert.True(patch.ExitCode == 0, patch.Output + diff.Diff);
        Assert.DoesNotContain("fuzz", patch.Output, StringComparison.Ordinal);
        var read = LabFile.Read(path);
        Assert.True(read.Lab is not null, string.Join("\n", read.Diagnostics));
        return read.Lab!;
    }
}
