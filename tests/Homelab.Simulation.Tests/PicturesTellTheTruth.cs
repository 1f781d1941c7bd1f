using System.Collections.Immutable;
using System.Xml.Linq;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Rules;
using Homelab.Simulation.Scripts;
using Homelab.Simulation.Timelines;

namespace Homelab.Simulation.Tests;

/// <summary>The picture of an outage: what is drawn is what was recorded.</summary>
public class PicturesTellTheTruth
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly SimulationResult Short = Play();

    private static SimulationResult Play()
    {
        var script = OutageFile.Parse("ups lasts 10m\nat 10s ups loses mains\nat 8m ups mains back\nat 15m end\n", "short.outage", Rack.Lab).Script!;
        return new SimulatedLab(Rack.Lab, script, seed: 1) { Records = true }.Run();
    }

    private static XElement Draw(SimulationResult result, string title = "rack: short") => XDocument.Parse(TimelinePicture.Of(title, result)).Root!;

    private static string[] Words(XElement picture) => [.. picture.Descendants(Svg + "text").Select(text => text.Value)];

    [Fact]
    public void Each_stop_is_marked_once_with_the_moment_and_the_reason()
    {
        var stops = Short.Timeline.Where(entry => entry.Kind is TimelineKind.StopBegan or TimelineKind.PowerLost).Select(entry => $"{TimelineText.Clock(entry.At)} {entry.Text}").Order(StringComparer.Ordinal);
        Assert.NotEmpty(stops);
        Assert.Equal(stops, Draw(Short).Descendants(Svg + "title").Select(title => title.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_node_has_a_bar_for_each_part_of_what_it_did() =>
        Assert.Equal(
            Short.Recorded.Nodes.Sum(node => node.Parts.Count(part => part.Phase == MachinePhase.Stopping)) + 1,
            Draw(Short).Descendants(Svg + "rect").Count(rect => rect.Attribute("fill")!.Value == "#e3b341"));

    [Fact]
    public void Battery_and_mains_are_drawn_apart_where_the_mains_come_back() =>
        Assert.Equal(["#4a90c2", "#d9822b", "#4a90c2"], Draw(Short).Descendants(Svg + "polyline").Select(line => line.Attribute("stroke")!.Value));

    [Fact]
    public void A_broken_rule_stands_in_red_and_no_title_breaks_the_file()
    {
        Assert.DoesNotContain(Words(Draw(Short)), words => words.StartsWith("Rules broken", StringComparison.Ordinal));
        var broken = Short with { Violations = [new RuleViolation("I2", "order", TimeSpan.FromSeconds(9), "nas before db"), new RuleViolation("I2", "order", TimeSpan.FromSeconds(10), "again")] };
        var words = Words(Draw(broken, "<lab> & \"friends\""));
        Assert.Contains("Rules broken: I2", words);
        Assert.Contains("<lab> & \"friends\"", words);
    }

    [Fact]
    public void Without_a_recording_the_frame_is_still_a_picture() =>
        Assert.Empty(Draw(Short with { Recorded = new Recording(), Timeline = [], Excuses = ImmutableSortedDictionary<string, int>.Empty }).Descendants(Svg + "polyline"));
}
