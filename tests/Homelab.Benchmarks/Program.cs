using Homelab.Benchmarks.Outage;
using Homelab.Benchmarks.Power;
using Homelab.Benchmarks.Printing;

var suite = args[0];
string[] known = suite == "outage" ? ["outage"] : ["makespan", "plan", "renew", "simulate", "cut"];
var parts = args[1..];
if (parts.Except(known).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is no part of {suite}: choose from {string.Join(", ", known)}.");
    return 2;
}

var wanted = parts.Length == 0 ? known : parts;
Console.WriteLine($"Measured on {Machine.InWords()}");
foreach (var part in known.Where(wanted.Contains))
{
    var table = part switch
    {
        "makespan" => MakespanOfRandomLabs.Measure(),
        "plan" => PlanningTime.Measure(),
        "renew" => RenewingLeases.Measure(),
        "simulate" => SimulatedOutages.Measure(),
        "outage" => await FromTransferToTheLastOff.MeasureAsync(),
        _ => await FromTheCutToTheLastLease.MeasureAsync(),
    };
    Console.WriteLine();
    Console.Write(table.Text());
}

return 0;
