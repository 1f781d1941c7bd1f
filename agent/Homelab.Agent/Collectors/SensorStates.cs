using Homelab.Contracts.V1;

namespace Homelab.Agent.Collectors;

/// <summary>What the sensors of one bus or chip come to as a round.</summary>
internal static class SensorStates
{
    /// <summary>Reports each state, and fails with every problem among them.</summary>
    public static CollectorOutcome Report(IEnumerable<SensorState> states, Collection into)
    {
        var problems = new List<string>();
        foreach (var state in states)
        {
            into.AddSensor(state);
            if (state.Problem.Length > 0)
            {
                problems.Add($"{state.Name} {state.Problem}");
            }
        }

        return problems.Count > 0 ? CollectorOutcome.Failed(string.Join("; ", problems)) : CollectorOutcome.Ok;
    }
}
