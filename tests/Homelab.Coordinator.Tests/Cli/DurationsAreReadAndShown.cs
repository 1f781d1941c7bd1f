using Homelab.Cli.Render;

namespace Homelab.Coordinator.Tests.Cli;

public class DurationsAreReadAndShown
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59.4, "59s")]
    [InlineData(59.6, "1m00s")]
    [InlineData(580, "9m40s")]
    [InlineData(7_500, "2h05m")]
    [InlineData(273_600, "3d04h")]
    [InlineData(-12, "-12s")]
    [InlineData(-0.2, "0s")]
    [InlineData(double.NaN, "unknown")]
    [InlineData(double.PositiveInfinity, "unknown")]
    public void Shown_with_two_units_at_most(double seconds, string shown) => Assert.Equal(shown, Duration.Seconds(seconds));

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("2h", 7_200)]
    [InlineData("1h30m", 5_400)]
    [InlineData("2d", 172_800)]
    public void Read_with_their_units(string text, int seconds)
    {
        Assert.True(Duration.TryRead(text, out var span));
        Assert.Equal(seconds, span.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("h")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("-2h")]
    [InlineData("2 h")]
    [InlineData("99999999999999999999h")]
    public void Anything_else_is_refused(string text) => Assert.False(Duration.TryRead(text, out _));
}
