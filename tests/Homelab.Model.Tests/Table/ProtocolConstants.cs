using System.Globalization;
using System.Reflection;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Model.Tests.Table;

/// <summary>What the engine and the agents count by, and no lab file says. Most of it nobody else has to know, so it is read where it stands.</summary>
internal static class ProtocolConstants
{
    /// <param name="policy">The defaults: what is counted in beats is divided by its beat.</param>
    public static IReadOnlyList<(string Name, int Value)> Of(PolicyConfig policy) =>
    [
        ("Lease_BeatsToWait", Constant("LeaseDesk", "BeatsToWait")),
        ("Lease_Settle_Seconds", Whole(Span("LeaseTargets", "WhileSettling").TotalSeconds)),
        ("Node_BeatsToMiss", Constant("NodeTrack", "BeatsToMiss")),
        ("Agent_BeatsToLose", InBeats(policy, new AgentWatch { Policy = policy }.LostAfter)),
        ("Order_BeatsAhead", InBeats(policy, (TimeSpan)Type("StepList").GetMethod("Ahead", Any)!.Invoke(null, [policy])!)),
        ("Order_BeatsToLive", InBeats(policy, Span("OrderDesk", "Lifetime"))),
    ];

    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;

    private static int Constant(string type, string field) => Convert.ToInt32(Type(type).GetField(field, Any)!.GetRawConstantValue(), CultureInfo.InvariantCulture);

    private static TimeSpan Span(string type, string field) => (TimeSpan)Type(type).GetField(field, Any)!.GetValue(null)!;

        private static int InBeats(PolicyConfig policy, TimeSpan span) => Whole(span / policy.Beat);

    private static int Whole(double value) => (int)Math.Ceiling(value);

    private static Type Type(string name) => typeof(LeaseRule).Assembly.GetType($"Homelab.Domain.Shutdown.{name}", throwOnError: true)!;
}
