using System.Text.Json;

namespace Homelab.Coordinator.Tests.Cli;

public class ALabFileIsChecked : IDisposable
{
    private const string Fitting =
        """
        schema: 1
        lab: closet
        feeds:
          ups: {nut: ups@keeper.lan, runtime: 15m}
        nodes:
          keeper: {feeds: [ups], coordinator: true, stop: 20s, start: power}
          nas: {feeds: [ups], stop: 2m}
        services:
          files: {on: [nas]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-check-").FullName;

    [Fact]
    public async Task One_that_fits_gives_zero_and_says_what_that_rests_on()
    {
        var run = await CommandRun.Of(null, "check", Write(Fitting));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(": no errors, ", run.Out);
        Assert.Contains("If the power goes: FITS - this plan needs 3m54s, grace and margin included, ups gives 15m00s.", run.Out);
        Assert.Contains("full batteries as declared: ups 15m00s. No UPS was asked.", run.Out);
    }

    [Fact]
    public async Task One_that_does_not_fit_gives_one_and_the_numbers()
    {
        var run = await CommandRun.Of(null, "check", Write(Fitting.Replace("15m", "2m", StringComparison.Ordinal)));
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Matches("DOES NOT FIT - this plan needs 3m[0-9]+s, grace and margin included, ups gives 2m00s: 1m[0-9]+s are lacking", run.Out);
    }

    [Fact]
    public async Task An_unknown_runtime_is_said_as_unknown()
    {
        var path = Write(Fitting.Replace(", runtime: 15m", "", StringComparison.Ordinal));
        var text = await CommandRun.Of(null, "check", path);
        Assert.Contains("UNKNOWN - this plan needs 3m54s, grace and margin included, and nobody knows how long ups lasts.", text.Out);
        using var json = JsonDocument.Parse((await CommandRun.Of(null, "check", path, "--json")).Out);
        Assert.Equal("unknown", json.RootElement.GetProperty("fit").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("plan").GetProperty("runtimeSeconds").ValueKind);
    }

    [Fact]
    public async Task One_unknown_battery_among_known_ones_is_said_as_unknown_too()
    {
        var path = Write(Fitting
            .Replace("nodes:", "  desk: {nut: desk@keeper.lan}\nnodes:", StringComparison.Ordinal)
            .Replace("nas: {feeds: [ups]", "nas: {feeds: [desk]", StringComparison.Ordinal));
        var run = await CommandRun.Of(null, "plan", "--lab", path);
        Assert.Contains("but nobody knows how long desk lasts.", run.Out);
    }

    [Fact]
    public async Task Every_mistake_stands_on_a_line_of_its_own_and_gives_one()
    {
        var path = Write(Fitting.Replace("stop: 20s", "stpo: 20s", StringComparison.Ordinal).Replace("on: [nas]", "on: [nsa]", StringComparison.Ordinal));
        var text = await CommandRun.Of(null, "check", path);
        Assert.Equal((1, ""), (text.ExitCode, text.Error));
        Assert.Contains($"{path}:6:", text.Out);
        Assert.Contains($"{path}:9:", text.Out);
        Assert.Contains("2 errors", text.Out);

        using var json = JsonDocument.Parse((await CommandRun.Of(null, "check", "--json", path)).Out);
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal("not_checked", json.RootElement.GetProperty("fit").GetString());
        var errors = json.RootElement.GetProperty("diagnostics").EnumerateArray().Where(each => each.GetProperty("severity").GetString() == "error");
        Assert.Equal(["nodes.keeper.stpo", "services.files.on[0]"], errors.Select(error => error.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task A_plan_from_a_broken_file_gives_three_and_the_command_that_explains()
    {
        var path = Write("schema: 1\nlab: [");
        var run = await CommandRun.Of(null, "plan", "--lab", path);
        Assert.Equal((3, "", $"homelab: {path} cannot be planned with: it has errors. See them with: homelab check {path}\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_plan_for_a_feed_that_the_file_lacks_names_those_it_has()
    {
        var run = await CommandRun.Of(null, "plan", "--lab", Write(Fitting), "--feed", "upss");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Its feeds: ups.", run.Error);
    }

    [Fact]
    public async Task A_plan_for_what_if_says_what_follows()
    {
        var path = Write(Fitting);
        var charged = await CommandRun.Of(null, "plan", "--lab", path, "--at-charge", "50%");
        Assert.Contains("ups gives 7m30s", charged.Out);
        var lost = await CommandRun.Of(null, "plan", "--lab", path, "--lost", "node:nas");
        Assert.Contains("files is down", lost.Out);
    }

    [Theory]
    [InlineData("--lost", "node:nsa", "homelab: --lost node:nsa: The lab has no node of that name to lose. It has keeper, nas.")]
    [InlineData("--lost", "nas", "written as switch:NAME, node:NAME or feed:NAME")]
    [InlineData("--at-charge", "300%", "--at-charge 300% is no charge: it is more than 0 and at most 100 percent")]
    public async Task What_cannot_be_supposed_is_said(string option, string value, string error)
    {
        var run = await CommandRun.Of(null, "plan", "--lab", Write(Fitting), option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(error, run.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0000\u0001\u0002")]
    [InlineData("{{{{{{{{{{{{")]
    [InlineData("a: &a [*a, *a]")]
    public async Task Garbage_is_an_error_and_not_an_end(string garbage)
    {
        var run = await CommandRun.Of(null, "check", Write(garbage));
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains(": error HL", run.Out);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "lab.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
