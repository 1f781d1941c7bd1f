using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>An order to stop units that this boot has taken.</summary>
/// <param name="WereActive">What ran when it was stopped; null while that is not known.</param>
public sealed record UnitOrder(string OutageId, string StepId, ImmutableArray<string> Units, OrderAnswer Answer, ImmutableArray<string>? WereActive = null);

/// <summary>
/// The agent's side of service steps. Stopping units is reversible, and the agent itself undoes it: when its lease ends and the node stays
/// on, what ran before is started again, whoever else is alive.
/// </summary>
internal static class UnitOrders
{
    public static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Take(AgentPowerState state, AgentPowerInput.UnitsOrderCame order, string? refusal)
    {
        if (state.UnitOrders.FirstOrDefault(known => known.Answer.OrderId == order.OrderId) is { } taken)
        {
            return (state, [Say(taken)]);
        }

        if (refusal is not null)
        {
            return (state, [new AgentPowerEffect.AnswerOrder(new OrderAnswer(order.OrderId, OrderAnswerKind.Refused, refusal), order.OutageId, order.StepId)]);
        }

        var accepted = new UnitOrder(order.OutageId, order.StepId, order.Units, new OrderAnswer(order.OrderId, OrderAnswerKind.Accepted, ""));
        return (state with { UnitOrders = state.UnitOrders.Add(accepted) }, [Say(accepted), new AgentPowerEffect.StopUnits(order.OrderId, order.Units, order.Bound, order.Reason)]);
    }

    public static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) TakeAnswer(AgentPowerState state, AgentPowerInput.UnitsAnswered answered)
    {
        if (state.UnitOrders.FirstOrDefault(known => known.Answer.OrderId == answered.OrderId) is not { } order)
        {
            return (state, []);
        }

        var kind = answered.Stopped ? OrderAnswerKind.UnitsStopped : OrderAnswerKind.Failed;
        var done = order with { Answer = new OrderAnswer(answered.OrderId, kind, answered.Detail) { Took = answered.Took }, WereActive = answered.WereActive };
        return (state with { UnitOrders = state.UnitOrders.Replace(order, done) }, [Say(done)]);
    }

    /// <summary>The outage is over for this node, and it stays on: what ran before runs again, the last stopped first.</summary>
    public static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Release(AgentPowerState state)
    {
        ImmutableArray<string> units = [.. state.UnitOrders.Reverse().SelectMany(order => order.WereActive ?? order.Units).Distinct()];
        return state.UnitOrders.IsEmpty
            ? (state, [])
            : (state with { UnitOrders = [] }, units.IsEmpty ? [] : [new AgentPowerEffect.StartUnits(units)]);
    }

    private static AgentPowerEffect.AnswerOrder Say(UnitOrder order) => new(order.Answer, order.OutageId, order.StepId);
}
