using System.Globalization;
using Homelab.Simulation;
using Homelab.Simulation.Draws;
using Homelab.Simulation.Timelines;

// How many failures are told in full; the rest are named.
const int ToldInFull = 3;

var range = args is ["--seeds", var text, ..] ? text.Split("..") : [];
var sets = args is [_, _, "--sets", var told] && int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : args.Length == 2 ? DrawnSimulation.Sets : 0;
if (!int.TryParse(range.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
    || !int.TryParse(range.LastOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
    || last < first
    || sets is < 1 or > DrawnSimulation.Sets)
{
    await Console.Error.WriteLineAsync("usage: tests/simulate --seeds A..B (or one seed: --seeds A) [--sets N]");
    return 2;
}

if (first == last)
{
    return Replay(first, sets);
}

var run = SeedRun.Of(first, last, sets: sets);
foreach (var (title, counts) in new[] { ("labs and outages", run.Counts.Traits), ("rules held, times looked", run.Counts.Held), ("excuses", run.Counts.Excuses) })
{
    Console.WriteLine($"{title}:");
    foreach (var (name, count) in counts)
    {
        Console.WriteLine($"  {count,8}  {name}");
    }
}

foreach (var (seed, result) in run.Broken.Take(ToldInFull))
{
    Console.WriteLine();
    Tell(seed, result);
}

foreach (var rule in run.Broken.SelectMany(broken => broken.Value.Violations.Select(violation => (broken.Key, violation.Rule))).Distinct().GroupBy(pair => pair.Rule).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"{rule.Key} broken by {rule.Count()} seeds: {string.Join(" ", rule.Take(20).Select(pair => pair.Key))}");
}

Console.WriteLine($"seeds {run.Seeds}, violations {run.Violations}");
return run.Violations == 0 ? 0 : 1;

static int Replay(int seed, int sets)
{
    var drawn = DrawnSimulation.Of(seed, sets);
    Console.WriteLine(LabText.Of(drawn.Lab));
    Console.WriteLine(drawn.Script.ToText());
    var result = drawn.Build().Run();
    Tell(seed, result);
    Console.WriteLine($"seeds 1, violations {result.Violations.Length}");
    return result.Violations.IsEmpty ? 0 : 1;
}

static void Tell(int seed, SimulationResult result)
{
    Console.WriteLine($"seed {seed}: {string.Join(", ", result.Traits)}");
    Console.Write(TimelineText.Of(result.Timeline));
    foreach (var violation in result.Violations.Take(10))
    {
        Console.WriteLine($"  {violation}");
    }

    Console.WriteLine($"replay: tests/simulate --seeds {seed}");
}
