using System.Globalization;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>
/// A few lines of text about one or two UPSes, played against the shipped desk, engine and agents. Each line: seconds, feed, verb, words.
/// <code>
/// runtime 400                    how long the batteries truly last, before anything else
/// trigger on_battery=60          a trigger of u, in seconds or percent
/// 10 u status OB DISCHRG         what ups.status says from then on; OB in it is the truth too
/// 12 u lost | heard              upsd answers or does not
/// 12 u say battery.runtime 65535 a value instead of the true one; "say battery.runtime" alone takes it back
/// 12 u mute                      neither runtime nor charge
/// 12 u login 10.0.0.9            another NUT client
/// 12 u used 300                  so many seconds of its battery are gone
/// 14 coordinator stop | start
/// 20 u is OnBattery              what must be concluded at that moment
/// 20 u has left 290 310          its least credible runtime in seconds
/// 20 u tells TEXT                a part of its detail
/// 20 u rejects battery.runtime
/// 99 stops web db nas hub        who began to stop until then, in that order; alone: nobody
/// 99 first 40 43                 when the first did
/// cut                            u is cut with return, and everybody starts with the power
/// wakes                          everybody but the coordinator's host is started by Wake-on-LAN
/// v feeds nobody                 it is read, and nothing hangs on it
/// 12 u rounds 60                 its firmware goes by steps of so many seconds
/// 12 u loses cuts | refuses      it takes the command and does nothing; or does not take it
/// 99 u was told fsd cut          all that it was told until then; alone: nothing
/// 99 u outlets on | off
/// 99 dark                        who was cut off while it ran; alone: nobody
/// 99 on web db                   who is on
/// 99 nas off before cut          truly off when the UPS was told
/// agents read                    each node is told of its feeds, and reads them when it is alone
/// blind web 60 | stay            web hangs on a switch on the bare mains, with this policy; agents read
/// 10 web deaf | cut              no way to the coordinator any more: neither to the UPSes, or to them still
/// 10 web takes 19                how long its stop truly takes
/// 99 web off before db           truly off when the other began to stop
/// </code>
/// Feeds are u (web, db, nas, hub in the order of their stops) and v (web alone, beside u).
/// </summary>
internal sealed class UpsScript
{
    private const string Verbs = "status lost heard say mute login used rounds loses refuses";

    private readonly List<string> _wrong = [];

    /// <summary>What did not come true; empty where all did.</summary>
    public static IReadOnlyList<string> Play(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var runtime = lines.Where(words => words[0] == "runtime").Select(words => Number(words[1])).FirstOrDefault(3600);
        var triggers = lines.Where(words => words[0] == "trigger").Aggregate(new TriggerConfig(), (known, words) => Trigger(known, words[1]));
        var script = new UpsScript();
        var usesV = lines.Any(words => words.Length > 1 && words[1] == "v");
        var blind = lines.Where(words => words[0] == "blind").ToDictionary(words => words[1], words => new BlindPolicy(words[2] == "stay" ? null : TimeSpan.FromSeconds(Number(words[2]))));
        var agentsRead = blind.Count > 0 || lines.Any(words => words is ["agents", "read"]);
        var lab = new EngineHarness(Behind(LabWith(triggers, usesV, lines), blind), agentsRead, ("u", (int)runtime), ("v", (int)runtime));
        foreach (var words in lines.Where(words => char.IsAsciiDigit(words[0][0])))
        {
            Assert.True(lab.SecondsOf(lab.Clock.Now) <= Number(words[0]), $"{string.Join(' ', words)} is over by then");
            lab.RunUntil(Number(words[0]));
            script.Do(lab, words);
        }

        return script._wrong;
    }

    private static LabConfig LabWith(TriggerConfig triggers, bool usesV, List<string[]> lines)
    {
        var u = Ups("u", "hub.lan") with { Triggers = triggers };
        if (lines.Any(words => words is ["cut"]))
        {
            return AFeedIsCut.Cut;
        }

        var plain = lines.Any(words => words is ["wakes"]) ? AnOutageIsPlayed.Rack with { Nodes = [.. AnOutageIsPlayed.Rack.Nodes.Select(Woken)], Policy = AFeedIsCut.Cut.Policy } : AnOutageIsPlayed.Rack;
        var rack = plain with { Feeds = usesV ? [u, Ups("v", "elsewhere.lan")] : [u] };
        return usesV && !lines.Any(words => words is ["v", "feeds", "nobody"]) ? rack with { Nodes = [.. rack.Nodes.Select(node => node.Name == "web" ? node with { Feeds = ["u", "v"] } : node)] } : rack;
    }

    private static NodeConfig Woken(NodeConfig node) => node.IsCoordinator ? node : node with { Start = StartMethod.WakeOnLan("02:00:00:00:00:01") };

    private static LabConfig Behind(LabConfig lab, Dictionary<string, BlindPolicy> blind) => blind.Count == 0 ? lab : lab with
    {
        Feeds = lab.Feeds.Add(Mains("wall")),
        Switches = lab.Switches.Add(new SwitchConfig { Name = "far", Feeds = ["wall"], Behind = "core" }),
        Nodes = [.. lab.Nodes.Select(node => blind.TryGetValue(node.Name, out var policy) ? node with { Switch = "far", Blind = policy } : node)],
    };

    private static TriggerConfig Trigger(TriggerConfig known, string text)
    {
        var value = Number(text.Split('=')[1]);
        return text.Split('=')[0] switch
        {
            "on_battery" => known with { OnBattery = TimeSpan.FromSeconds(value) },
            "contact_lost" => known with { ContactLost = TimeSpan.FromSeconds(value) },
            "charge" => known with { ChargeRatio = value / 100 },
            "runtime" => known with { Runtime = TimeSpan.FromSeconds(value) },
            "overload" => known with { OverloadRatio = value / 100 },
            var other => throw new ArgumentException($"No trigger {other}."),
        };
    }

    private void Do(EngineHarness lab, string[] words)
    {
        var (subject, verb) = (words[1], words.ElementAtOrDefault(2) ?? "");
        switch (subject)
        {
            case "coordinator" when verb == "stop":
                lab.StopCoordinator();
                break;
            case "coordinator" when verb == "start":
                lab.StartCoordinator();
                break;
            case "stops":
                Expect(words, string.Join(' ', words[2..]), string.Join(' ', lab.Stops.Select(stop => stop.Node)));
                break;
            case "dark":
                Expect(words, string.Join(' ', words[2..]), string.Join(' ', lab.Darkened));
                break;
            case "on":
                Expect(words, string.Join(' ', words[2..]), string.Join(' ', "web db nas hub".Split(' ').Where(node => lab.Agent(node).IsRunning)));
                break;
            case "first":
                var first = lab.Stops.Count > 0 ? lab.SecondsOf(lab.Stops[0].At) : double.PositiveInfinity;
                Expect(words, true, first >= Number(words[2]) && first <= Number(words[3]), $"it was at {first:0.#}");
                break;
            case "u" or "v" when Verbs.Split(' ').Contains(verb):
                Turn(lab.Ups(subject), verb, words[3..]);
                break;
            case "u" when verb == "was":
                Expect(words, string.Join(' ', words[4..]), string.Join(' ', lab.Ups("u").Told.Select(told => Word(told.Told))));
                break;
            case "u" when verb == "outlets":
                Expect(words, words[3], lab.Ups("u").IsLive ? "on" : "off");
                break;
            case "u" or "v":
                Look(words, lab.Feeds.Assess(lab.Clock.Now).Single(feed => feed.Feed == subject), verb, words[3..]);
                break;
            case var name when lab.Lab.Node(name) is not null:
                Node(lab, words, lab.Agent(name), verb);
                break;
            default:
                throw new ArgumentException($"Nobody understands: {string.Join(' ', words)}");
        }
    }

    private void Node(EngineHarness lab, string[] line, HarnessAgent agent, string verb)
    {
        switch (verb)
        {
            case "deaf" or "cut":
                (agent.IsLinkUp, agent.CanRead) = (false, _ => verb == "cut");
                break;
            case "takes":
                agent.StopTakes = TimeSpan.FromSeconds(Number(line[3]));
                break;
            case "off" when line[3] == "before":
                var other = line[4] == "cut" ? lab.Ups("u").Told.First(told => told.Told is OutageEffect.CutFeed).At : lab.Stops.First(stop => stop.Node == line[4]).At;
                Expect(line, true, agent.OffSince <= other, agent.OffSince is { } off ? $"it was off at {lab.SecondsOf(off):0.#}, and {line[4]} began at {lab.SecondsOf(other):0.#}" : "it is on");
                break;
            default:
                throw new ArgumentException($"Nobody understands: {string.Join(' ', line)}");
        }
    }

    private static void Turn(HarnessUps ups, string verb, string[] words)
    {
        switch (verb)
        {
            case "status":
                ups.Turn(string.Join(' ', words));
                break;
            case "lost" or "heard":
                ups.IsReadable = verb == "heard";
                break;
            case "say" when words.Length == 1:
                ups.Says.Remove(words[0]);
                break;
            case "say":
                ups.Says[words[0]] = string.Join(' ', words[1..]);
                break;
            case "mute":
                ups.TellsRuntime = false;
                break;
            case "login":
                ups.Logins.Add(words[0]);
                break;
            case "used":
                ups.Lose(TimeSpan.FromSeconds(Number(words[0])));
                break;
            case "rounds":
                ups.DelayStep = TimeSpan.FromSeconds(Number(words[0]));
                break;
            case "loses":
                ups.LosesCuts = true;
                break;
            case "refuses":
                ups.RefusesCut = "CMD-NOT-SUPPORTED";
                break;
        }
    }

    private void Look(string[] line, FeedAssessment feed, string verb, string[] words)
    {
        switch (verb)
        {
            case "is":
                Expect(line, words[0], feed.Condition.ToString(), feed.Detail);
                break;
            case "has":
                var left = feed.Runtime?.TotalSeconds ?? double.NaN;
                Expect(line, true, left >= Number(words[1]) && left <= Number(words[2]), $"it has {left:0.#} ({feed.RuntimeBasis})");
                break;
            case "tells":
                Expect(line, true, feed.Detail.Contains(string.Join(' ', words), StringComparison.Ordinal), feed.Detail);
                break;
            case "rejects":
                Expect(line, true, feed.Rejected.Any(rejected => rejected.Variable == words[0]), string.Join(", ", feed.Rejected));
                break;
            default:
                throw new ArgumentException($"Nobody understands: {string.Join(' ', line)}");
        }
    }

    private void Expect<T>(string[] line, T expected, T found, string more = "")
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
        {
            _wrong.Add($"{string.Join(' ', line)}: {(found is bool ? "no" : $"found '{found}'")}; {more}");
        }
    }

    private static string Word(OutageEffect.ToUps told) => told switch
    {
        OutageEffect.SetForcedShutdown => "fsd",
        OutageEffect.CutFeed => "cut",
        _ => told.GetType().Name,
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
