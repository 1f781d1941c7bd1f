namespace Homelab.Agent.Devices;

/// <summary>Where BMP280 and BME280 can measure (data sheets, chapter 1); what lies outside comes from a fault.</summary>
internal static class Bosch280Range
{
    public static string Problem(double celsius, double pascals) =>
        celsius is not (>= -40 and <= 85) ? "is out of its range of -40 to 85 C"
        : pascals is not (>= 30_000 and <= 110_000) ? "is out of its range of 300 to 1100 hPa"
        : "";
}
