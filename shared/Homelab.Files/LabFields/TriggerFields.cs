using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class TriggerFields
{
    private static readonly ScalarType<TimeSpan> s_span = TimeValues.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    public static Shape<TriggerConfig> Shape { get; } = new(
        "triggers", "What makes a feed urgent. A trigger that fires begins the shutdown of what hangs on the feed at once: nothing waits for the grace or for its latest start, and the order is kept. "
            + "All but `temperature` count only on battery.",
        [
            new Field<TriggerConfig, TimeSpan>("on_battery", s_span, (triggers, value) => triggers with { OnBattery = value },
                "So long on battery in one outage; spells on line are taken out.") { DefaultSays = "off", Example = "20m" },
            new Field<TriggerConfig, double>("charge", Values.Percent, (triggers, value) => triggers with { ChargeRatio = value },
                "The charge is at or below this.") { DefaultSays = "off", Example = "30%" },
            new Field<TriggerConfig, TimeSpan>("runtime", s_span, (triggers, value) => triggers with { Runtime = value },
                "The least credible runtime is at or below this.") { DefaultSays = "off", Example = "5m" },
            new Field<TriggerConfig, double>("depletion", PowerValues.PercentPerMinute, (triggers, value) => triggers with { DepletionRatioPerMinute = value },
                "The charge falls at least this fast.") { DefaultSays = "off", Example = "3%/min" },
            new Field<TriggerConfig, bool>("low_battery", Values.Boolean, (triggers, value) => triggers with { LowBattery = value },
                "The UPS says low battery (LB). At a high charge in the first seconds it must say so four times in a row.") { Default = "true", Example = "true" },
            new Field<TriggerConfig, bool>("fsd", Values.Boolean, (triggers, value) => triggers with { ForcedShutdown = value },
                "The UPS is told to shut down (FSD).") { Default = "true", Example = "true" },
            new Field<TriggerConfig, TimeSpan>("contact_lost", s_span, (triggers, value) => triggers with { ContactLost = value },
                "The UPS has not been heard for so long, in an outage. NUT's upsmon does this after 15 s.") { DefaultSays = "off: the known runtime counts down", Example = "15s" },
            new Field<TriggerConfig, double>("overload", PowerValues.PercentAbove, (triggers, value) => triggers with { OverloadRatio = value },
                "The load is at or above this part of the rating.") { DefaultSays = "off", Example = "110%" },
            new Field<TriggerConfig, double>("temperature", PowerValues.Celsius, (triggers, value) => triggers with { TemperatureCelsius = value },
                "The UPS or its battery is this hot, on line too.") { DefaultSays = "off", Example = "55C" },
            new Field<TriggerConfig, TimeSpan>("debounce", TimeValues.Duration(TimeSpan.Zero, TimeSpan.FromMinutes(10)), (triggers, value) => triggers with { Debounce = value },
                "How long charge, runtime, depletion, overload and temperature must have passed their limit, or be back within it, before that counts.") { Default = "5s", Example = "5s" },
        ]);
}
