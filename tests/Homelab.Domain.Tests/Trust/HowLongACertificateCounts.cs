using Homelab.Domain.Trust;

namespace Homelab.Domain.Tests.Trust;

public class HowLongACertificateCounts
{
    private static readonly DateTimeOffset s_signed = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CertificateLife s_life = new(s_signed, s_signed.AddDays(30));

    [Fact]
    public void A_clock_before_a_signature_is_not_set() => Assert.Equal(s_signed, CertificateLife.Known(DateTimeOffset.UnixEpoch, s_signed));

    [Fact]
    public void A_clock_after_it_counts() => Assert.Equal(s_signed.AddDays(2), CertificateLife.Known(s_signed.AddDays(2), s_signed));

    [Fact]
    public void Being_signed_in_the_future_is_no_end() => Assert.False(s_life.IsOver(DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData(19.9, false)]
    [InlineData(20, true)]
    [InlineData(40, true)]
    public void It_is_renewed_at_two_thirds(double days, bool isDue) => Assert.Equal(isDue, s_life.IsDue(s_signed.AddDays(days)));
}
