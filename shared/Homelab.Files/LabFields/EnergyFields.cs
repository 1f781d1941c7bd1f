using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class EnergyFields
{
    public static Shape<EnergyPrice> Shape { get; } = new(
        "energy price", "What a kilowatt-hour costs, so that the energy that passes a UPS can be shown as money.",
        [
            new Field<EnergyPrice, decimal>("price_per_kwh", PowerValues.Price, (energy, value) => energy with { PerKilowattHour = value },
                "The price of one kilowatt-hour.") { IsRequired = true, Example = "0.32" },
            new Field<EnergyPrice, string>("currency", PowerValues.Currency, (energy, value) => energy with { Currency = value },
                "The currency of that price.") { IsRequired = true, Example = "EUR" },
        ]);
}
