using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class A_status_of_a_UPS
{
    [Theory]
    [InlineData("OL", UpsSupply.OnLine)]
    [InlineData("OL CHRG", UpsSupply.OnLine)]
    [InlineData("LB OL CHRG", UpsSupply.OnLine)]
    [InlineData("OL HE", UpsSupply.OnLine)]
    [InlineData("OL SOMETHING-NEW", UpsSupply.OnLine)]
    [InlineData("ol chrg", UpsSupply.OnLine)]
    [InlineData("OL DISCHRG", UpsSupply.OnLine)]
    [InlineData("OL TRIM", UpsSupply.OnLine)]
    [InlineData("OL BYPASS", UpsSupply.OnLine)]
    [InlineData("BYPASS", UpsSupply.OnLine)]
    [InlineData("OB", UpsSupply.OnBattery)]
    [InlineData("OB DISCHRG", UpsSupply.OnBattery)]
    [InlineData("OL OB", UpsSupply.OnBattery)]
    [InlineData("OL DISCHRG OB", UpsSupply.OnBattery)]
    [InlineData("DISCHRG", UpsSupply.OnBattery)]
    [InlineData("FSD OB LB", UpsSupply.OnBattery)]
    [InlineData("CAL OB DISCHRG LB", UpsSupply.OnLine)]
    [InlineData("OB DISCHRG TEST", UpsSupply.OnLine)]
    [InlineData("OL CAL DISCHRG", UpsSupply.OnLine)]
    [InlineData("OFF", UpsSupply.Unknown)]
    [InlineData("OL OFF", UpsSupply.Unknown)]
    [InlineData("OL OB OFF", UpsSupply.Unknown)]
    [InlineData("TRIM", UpsSupply.Unknown)]
    [InlineData("ALARM", UpsSupply.Unknown)]
    [InlineData("LB", UpsSupply.Unknown)]
    [InlineData("WAIT", UpsSupply.Unknown)]
    [InlineData("FSD", UpsSupply.Unknown)]
    [InlineData("", UpsSupply.Unknown)]
    [InlineData("   \t ", UpsSupply.Unknown)]
    [InlineData(null, UpsSupply.Unknown)]
    [InlineData("OLOB", UpsSupply.Unknown)]
    public void Tells_of_the_supply_by_a_rule(string? raw, UpsSupply supply)
    {
        var status = UpsStatus.Parse(raw);
        Assert.Equal(supply, status.Supply);
        if (supply == UpsSupply.Unknown)
        {
            Assert.NotEmpty(status.Note);
        }
    }

    [Fact]
    public void Keeps_what_nobody_knows_and_how_it_came()
    {
        var status = UpsStatus.Parse(" OL  new-token ");
        Assert.Equal(["OL", "NEW-TOKEN"], status.Tokens);
        Assert.Equal(" OL  new-token ", status.Raw);
    }

    [Fact]
    public void Is_bounded()
    {
        Assert.Equal(UpsStatus.MaxTokens, UpsStatus.Parse(string.Join(' ', Enumerable.Range(0, 10_000))).Tokens.Length);
    }
}
