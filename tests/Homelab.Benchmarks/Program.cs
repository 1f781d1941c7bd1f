using Homelab.Benchmarks.Power;
using Homelab.Benchmarks.Printing;

string[] known = ["makespan", "plan", "renew", "simulate", "cut"];
if (args.Except(known).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is no part of power: choose from {string.Join(", ", known)}.");
    return 2;
}

var wanted = args.Length == 0 ? known : args;
Console.WriteLine($"Measured on {Machine.InWords()}");
foreach (var part in known.Where(wanted.Contains))
{
    var table = part switch
    {
        "makespan" => MakespanOfRandomLabs.Measure(),
        "plan" => PlanningTime.Measure(),
        "renew" => RenewingLeases.Measure(),
        "simulate" => SimulatedOutages.Measure(),
        _ => await FromTheCutToTheLastLease.MeasureAsync(),
    };
    Console.WriteLine();
    Console.Write(table.Text());
}

return 0;
