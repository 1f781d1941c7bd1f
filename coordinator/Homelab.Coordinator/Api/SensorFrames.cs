using Homelab.Contracts.V1;
using Homelab.Coordinator.Api.Views;

namespace Homelab.Coordinator.Api;

/// <summary>The same sensors for gRPC.</summary>
internal static class SensorFrames
{
    public static SensorStatus Frame(SensorView view)
    {
        var status = new SensorStatus { Name = view.Name, Chip = view.Chip, Place = view.Place, State = view.State, Problem = view.Problem };
        status.Readings.AddRange(view.Readings.Select(reading =>
            new SensorReading { Quantity = reading.Quantity, Channel = reading.Channel, Value = reading.Value, Unit = reading.Unit, AgeSeconds = reading.AgeSeconds }));
        return status;
    }
}
