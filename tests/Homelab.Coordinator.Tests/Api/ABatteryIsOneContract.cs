using Homelab.Cli.Json;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Api.Views;

namespace Homelab.Coordinator.Tests.Api;

/// <summary>What was learned of a UPS has one shape: over REST, over gRPC and from the command for scripts.</summary>
public class ABatteryIsOneContract
{
    public static TheoryData<Type, Type, Type> Shapes => new()
    {
        { typeof(BatteryView), typeof(BatteryStatus), typeof(BatteryJson) },
        { typeof(DischargeView), typeof(PastDischarge), typeof(DischargeJson) },
        { typeof(EnergyDayView), typeof(EnergyDay), typeof(EnergyDayJson) },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_three_carry_the_same_names(Type rest, Type grpc, Type json)
    {
        Assert.Equal(Names(rest), Names(json));
        var descriptor = (Google.Protobuf.Reflection.MessageDescriptor)grpc.GetProperty("Descriptor")!.GetValue(null)!;
        Assert.Equal(Names(rest), descriptor.Fields.InDeclarationOrder().Select(field => field.PropertyName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_REST_shows_comes_out_of_the_command_as_it_went_in()
    {
        var view = new BatteryView(
            212.5, "ups.realpower", 0.91, "2024-05-06", 0.87, "2028-05-06", "its date", 14400, 1.6, 88.1, 28.19, "EUR", "load by ups.realpower",
            [new DischargeView(1_700_000_000_000, "LOW_BATTERY", 540.5, 100, 12, 31, 210, true)],
            [new EnergyDayView("2026-03-01", 4.8, 86000, 44)]);
        var json = BatteryJson.Of(BatteryFrames.Frame(view))!;
        Assert.Equal(view with { Discharges = [], Days = [] }, new BatteryView(
            json.LoadWatts, json.LoadBasis, json.EfficiencyRatio, json.BatteryDate, json.CapacityRatio, json.ReplaceBy, json.ReplaceBasis, json.FullRechargeSeconds,
            json.TodayEnergyKilowattHours, json.MonthEnergyKilowattHours, json.MonthCost, json.Currency, json.EnergyBasis, [], []));
        Assert.Equal(new DischargeJson(1_700_000_000_000, "LOW_BATTERY", 540.5, 100, 12, 31, 210, true), Assert.Single(json.Discharges));
        Assert.Equal(new EnergyDayJson("2026-03-01", 4.8, 86000, 44), Assert.Single(json.Days));
    }

    private static IEnumerable<string> Names(Type type) => type.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal);
}
