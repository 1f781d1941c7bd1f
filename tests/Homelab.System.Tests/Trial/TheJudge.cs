using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Trial;

/// <summary>The judge of deploy/try must find what is wrong, or its verdict is worth nothing.</summary>
public sealed class TheJudge
{
    private const string Chain = """
        mode: armed
        feeds:
          ups: {nut: ups@lan}
          desk: {nut: desk@lan}
          wall: {mains: true}
        nodes:
          hub:    {feeds: [ups], coordinator: true}
          pi:     {feeds: [ups]}
          nas:
            feeds:
              - ups      # and nothing else
          server: {feeds: [ups]}
          lamp:   {feeds: [wall]}
          far:    {feeds: [desk]}
        services:
          dns:   {on: [pi, hub], need: 1}
          tank:  {on: [nas], needs: [dns]}
          cloud: {on: [server],
                  needs: [tank, "dns"]}
        policy: {grace: 5s}
        """;

    private const string Began = "0 status ups OL\n0 status desk OL\n5 status ups OB DISCHRG\n5 lost lamp\n";

    [Theory]
    [InlineData("20 exit server 10\n30 exit nas 10\n35 exit pi 10\n40 exit hub 11\n50 status ups OB LB\n60 status ups OL CHRG")]
    [InlineData("20 exit pi 10\n25 exit server 10\n30 exit nas 10\n40 exit hub 10\n60 status ups OL")]
    [InlineData("20 exit server 10\n60 status ups OL")]
    [InlineData("7 status ups OL")]
    public async Task Lets_pass_what_is_in_order(string events)
    {
        var (code, words) = await JudgeAsync(Chain, Began + events);
        Assert.Equal("", code == 0 ? "" : words);
        Assert.StartsWith("kept:", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20 exit nas 10\n30 exit server 10\n60 status ups OL", "when nas went down, cloud on server still ran, and it needs tank on nas")]
    [InlineData("20 exit server 10\n30 exit hub 10\n31 exit nas 11", "when hub went down, nas still ran, and the coordinator's node goes last|when hub went down, pi still ran, and the coordinator's node goes last")]
    [InlineData("20 exit server 10\n30 exit nas 134", "the agent of nas ended with 134, which is no power-off")]
    [InlineData("6 exit server 10", "server went down 1.0 s after the mains went, within the grace of 5 s")]
    [InlineData("20 exit server 10\n30 exit nas 10\n31 exit pi 10\n50 status ups OB LB\n60 status ups OL", "hub still ran when the mains came back, though ups had said low battery")]
    [InlineData("20 exit server 10\n40 lost nas", "nas lost its power while it ran, 35 s after the mains went")]
    [InlineData("20 exit server 10\n30 status ups OB LB", "nas never went down, though ups had said low battery")]
    public async Task Names_what_is_not(string events, string breach)
    {
        var (code, words) = await JudgeAsync(Chain, Began + events);
        Assert.Equal(1, code);
        Assert.Contains(breach.Split('|'), one => words.Contains($"not kept: {one}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wants_an_outage_at_all() =>
        Assert.Equal((1, "not kept: no UPS was ever on battery, so that nothing was shown\n"), await JudgeAsync(Chain, "0 status ups OL"));

    [Fact]
    public async Task Forbids_every_stop_in_a_lab_that_observes()
    {
        var (code, words) = await JudgeAsync(Chain.Replace("armed", "observe", StringComparison.Ordinal), Began + "20 exit server 10");
        Assert.Equal(1, code);
        Assert.Contains("server went down in a lab that only observes", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("50 status ups OB LB\n60 status ups OL", "kept: the lab only observed, so it stopped nothing\n")]
    [InlineData("50 status ups OB LB\n55 lost nas\n56 lost pi\n60 status ups OL", "kept: the lab only observed, so it stopped nothing; 2 nodes lost power while running\n")]
    public async Task Demands_no_stop_of_a_lab_that_observes(string events, string verdict) =>
        Assert.Equal((0, verdict), await JudgeAsync(Chain.Replace("armed", "observe", StringComparison.Ordinal), Began + events));

    [Fact]
    public async Task Excuses_a_circle_of_needs()
    {
        const string circle = """
            mode: armed
            feeds: {ups: {nut: ups@lan}}
            nodes: {a: {feeds: [ups]}, b: {feeds: [ups]}}
            services: {x: {on: [a], needs: [y]}, y: {on: [b], needs: [x]}}
            """;
        var (code, words) = await JudgeAsync(circle, Began + "40 exit a 10\n42 exit b 10\n60 status ups OL");
        Assert.Equal(0, code);
        Assert.Contains("no order was left", words, StringComparison.Ordinal);
    }

    /// <param name="events">As the judge takes them, with blanks for tabs.</param>
    private static async Task<(int Code, string Words)> JudgeAsync(string lab, string events)
    {
        using var folder = new TempFolder();
        var file = folder.Write("lab.yaml", lab);
        var read = await Command.RunAsync("awk", ["-f", Repository.PathOf("deploy/trial/yaml-paths.awk"), file], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (read.ExitCode, read.StandardError));
        var values = folder.Write("paths.tsv", read.StandardOutput);
        var seen = folder.Write("seen.tsv", string.Join('\n', events.Split('\n').Select(line => string.Join('\t', line.Split(' ', 4)))) + "\n");
        var judged = await Command.RunAsync("awk", ["-f", Repository.PathOf("deploy/trial/judge.awk"), values, seen], cancellation: TestContext.Current.CancellationToken);
        return (judged.ExitCode, judged.Output);
    }
}
