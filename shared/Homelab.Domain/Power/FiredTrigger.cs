namespace Homelab.Domain.Power;

/// <summary>A trigger of a feed that has fired: the sequence of that feed begins now (grace and latest starts do not hold it).</summary>
/// <param name="Name">Its key in lab.yaml, such as <c>low_battery</c>; <c>heat</c> for the policy of that name.</param>
/// <param name="Since">When it fired; as constant as the reason itself, so that plans made of it stay the same.</param>
/// <param name="Why">In words, as the reason of a step: "rack-ups is at low battery (LB)".</param>
public sealed record FiredTrigger(string Name, Moment Since, string Why)
{
    public const string LowBattery = "low_battery";
    public const string ForcedShutdown = "fsd";
    public const string OnBattery = "on_battery";
    public const string ContactLost = "contact_lost";
    public const string Charge = "charge";
    public const string Runtime = "runtime";
    public const string Depletion = "depletion";
    public const string Overload = "overload";
    public const string Temperature = "temperature";
    public const string Heat = "heat";

    /// <summary>Not a key of the lab file: somebody asked for it.</summary>
    public const string Operator = "operator";

    /// <summary>Not a key of the lab file: its UPS is told to cut.</summary>
    public const string Cut = "cut";

    /// <summary>For heat: when a node last said that it is not cool; null for what is measured otherwise.</summary>
    public Moment? LastSaid { get; init; }

    /// <summary>For heat: when it ends if all that is heard stays cool until then; null where something is not, or nothing is heard.</summary>
    public Moment? EndsAt { get; init; }

    /// <summary>It is not about the mains, so it acts on line too.</summary>
    public bool ActsOnLine => Name is Heat or Temperature or Operator;
}
