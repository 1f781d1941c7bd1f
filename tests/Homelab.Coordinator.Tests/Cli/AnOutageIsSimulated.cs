using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Homelab.Cli;
using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary><c>homelab simulate</c>, run as an operator runs it.</summary>
public sealed class AnOutageIsSimulated : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly string _directory = Directory.CreateTempSubdirectory("homelab-simulate").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_evening_of_the_examples_is_played_as_the_documentation_promises()
    {
        var run = await Evening("--armed");
        Assert.Equal((ExitCode.Fine, ""), (run.ExitCode, run.Error));
        Golden.Same("simulate-evening.txt", run.Out);
    }

    [Fact]
    public async Task A_lab_that_only_observes_stops_nothing_and_the_answer_says_so()
    {
        var run = await Evening();
        Assert.Contains("The lab only observes, so nothing was stopped; --armed plays it as if it were armed.", run.Out, StringComparison.Ordinal);
        Assert.Contains("Lost power while running: ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("stops by", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_plays_the_same_and_another_differs()
    {
        var first = await Evening("--armed", "--seed", "7");
        Assert.Equal(first.Out, (await Evening("--armed", "--seed", "7")).Out);
        Assert.NotEqual(first.Out, (await Evening("--armed", "--seed", "8")).Out);
    }

    [Fact]
    public async Task For_scripts_it_speaks_JSON()
    {
        var run = await Evening("--armed", "--json");
        using var json = JsonDocument.Parse(run.Out);
        Assert.True(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(2400, json.RootElement.GetProperty("lastedSeconds").GetDouble(), 0);
        Assert.Equal(0, json.RootElement.GetProperty("brokenRules").GetArrayLength());
        var stops = json.RootElement.GetProperty("timeline").EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == "stopbegan").Select(entry => entry.GetProperty("atSeconds").GetDouble()).ToList();
        Assert.NotEmpty(stops);
        Assert.Equal(stops.Order(), stops);
    }

    [Fact]
    public async Task The_picture_shows_every_battery_and_every_node_within_its_frame()
    {
        var file = Path.Combine(_directory, "evening.svg");
        Assert.Equal(ExitCode.Fine, (await Evening("--armed", "--svg", file)).ExitCode);
        var picture = XDocument.Load(file).Root!;
        Assert.Equal(Svg + "svg", picture.Name);
        var words = picture.Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.Contains("closet: evening", words);
        Assert.All(["ups", "nas", "keeper", "pihole", "on battery", "power lost while on"], word => Assert.Contains(word, words));
        double[] frame = [.. picture.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
        Assert.All(picture.Descendants(Svg + "rect").Where(rect => rect.Attribute("width")!.Value != "100%"), rect =>
        {
            Assert.InRange(Number(rect.Attribute("x")!.Value) + Number(rect.Attribute("width")!.Value), 0, frame[2]);
            Assert.InRange(Number(rect.Attribute("y")!.Value), 0, frame[3]);
        });
        Assert.NotEmpty(picture.Descendants(Svg + "polygon"));
        Assert.NotEmpty(picture.Descendants(Svg + "circle").Descendants(Svg + "title"));
    }

    [Fact]
    public async Task A_picture_that_cannot_be_written_is_an_error_in_words()
    {
        var run = await Evening("--svg", Path.Combine(_directory, "missing", "evening.svg"));
        Assert.Equal((ExitCode.SomethingWrong, ""), (run.ExitCode, run.Out));
        Assert.EndsWith("evening.svg cannot be written. Does its directory exist, and may you write there?\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_in_the_outage_is_named_with_its_line()
    {
        var broken = Write("broken.outage", "at soon ups loses mains\nat 10s cellar loses mains\n");
        var run = await CommandRun.Of(null, "simulate", Closet, "--outage", broken);
        Assert.Equal((ExitCode.BadConfiguration, ""), (run.ExitCode, run.Out));
        Assert.Contains($"{broken}:1: error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{broken}:2: error: the lab has no feed and no node cellar", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_lab_a_missing_outage_and_none_at_all_are_told_apart()
    {
        var lab = Write("lab.yaml", "schema: 1\nlab: x\nnodes: 7\n");
        var broken = await CommandRun.Of(null, "simulate", lab, "--outage", EveningFile);
        Assert.Equal((ExitCode.BadConfiguration, $"homelab: {lab} cannot be simulated: it has errors. See them with: homelab check {lab}\n"), (broken.ExitCode, broken.Error));
        var missing = await CommandRun.Of(null, "simulate", Closet, "--outage", Path.Combine(_directory, "none.outage"));
        Assert.Equal(ExitCode.BadConfiguration, missing.ExitCode);
        Assert.Contains("none.outage cannot be read. Is the path right, and may you read it?", missing.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await CommandRun.Of(null, "simulate", Closet)).ExitCode);
    }

    private static string Closet => Path.Combine(Repository.Root, "deploy", "examples", "closet.yaml");

    private static string EveningFile => Path.Combine(Repository.Root, "deploy", "examples", "evening.outage");

    private static Task<CommandRun> Evening(params string[] more) => CommandRun.Of(null, ["simulate", Closet, "--outage", EveningFile, .. more]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
