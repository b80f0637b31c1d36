using System.Text;

namespace Dedup.Core.Tests.Data;

/// <summary>Writes made-up articles in a language from a few dozen of its words, joined to some two thousand, and edits them word by word.</summary>
internal sealed class ScriptWriter
{
    /// <summary>Words of news in the languages that the ladder climbs; Thai is written without spaces between them.</summary>
    private static readonly Dictionary<string, string> Vocabularies = new(StringComparer.Ordinal)
    {
        ["English"] = "bridge harbour monday repair ferry summer council river road school winter market price train station doctor water light house street garden mayor vote budget police fire storm island fish boat engine signal library book teacher museum park tree snow wind field farm bread milk window door roof tower bell",
        ["Russian"] = "мост порт понедельник ремонт паром лето совет река дорога школа зима рынок цена поезд вокзал врач вода свет дом улица сад мэр голос бюджет полиция пожар буря остров рыба лодка двигатель сигнал книга учитель музей парк дерево снег ветер поле ферма хлеб молоко окно дверь крыша башня колокол весна",
        ["Arabic"] = "جسر ميناء إثنين إصلاح عبّارة صيف مجلس نهر طريق مدرسة شتاء سوق سعر قطار محطة طبيب ماء ضوء بيت شارع حديقة عمدة صوت ميزانية شرطة حريق عاصفة جزيرة سمك قارب محرك إشارة كتاب معلم متحف شجرة ثلج ريح حقل مزرعة خبز حليب نافذة باب سقف برج جرس ربيع مدينة",
        ["Korean"] = "다리 항구 월요일 수리 여객선 여름 의회 강 도로 학교 겨울 시장 가격 기차 역 의사 물 빛 집 거리 정원 투표 예산 경찰 화재 폭풍 섬 물고기 배 기관 신호 도서관 책 교사 박물관 공원 나무 눈 바람 들판 농장 빵 우유 창문 문 지붕 탑 종 봄",
        ["Hindi"] = "पुल बंदरगाह सोमवार मरम्मत नौका गर्मी परिषद नदी सड़क विद्यालय सर्दी बाज़ार क़ीमत रेल स्टेशन चिकित्सक पानी रोशनी घर गली बग़ीचा महापौर मत बजट पुलिस आग तूफ़ान द्वीप मछली नाव इंजन संकेत पुस्तक शिक्षक संग्रहालय पेड़ बर्फ़ हवा खेत रोटी दूध खिड़की दरवाज़ा छत मीनार घंटी वसंत नगर किसान",
        ["Vietnamese"] = "cầu cảng thứ hai sửa chữa phà mùa hè hội đồng sông đường trường học đông chợ giá tàu ga bác sĩ nước đèn nhà phố vườn bầu cử ngân sách công an cháy bão đảo cá thuyền máy tín hiệu sách thầy giáo bảo tàng cây tuyết gió ruộng bánh sữa cửa sổ mái tháp chuông xuân",
        ["Thai"] = "สะพาน ท่าเรือ วันจันทร์ ซ่อมแซม เรือข้ามฟาก ฤดูร้อน สภา แม่น้ำ ถนน โรงเรียน ฤดูหนาว ตลาด ราคา รถไฟ สถานี แพทย์ น้ำ แสงไฟ บ้าน ซอย สวน นายก คะแนน งบประมาณ ตำรวจ ไฟไหม้ พายุ เกาะ ปลา เรือ เครื่องยนต์ สัญญาณ หนังสือ ครู พิพิธภัณฑ์ ต้นไม้ หิมะ ลม ทุ่งนา ขนมปัง นม หน้าต่าง ประตู หลังคา หอคอย ระฆัง ชาวนา เมือง",
        ["Chinese"] = "大桥 港口 星期 维修 渡轮 夏季 议会 河流 道路 学校 冬天 市场 价格 火车 车站 医生 自来水 灯光 房屋 街道 花园 市长 投票 预算 警察 火灾 风暴 岛屿 鱼类 船只 发动机 信号 图书 教师 博物馆 树木 积雪 大风 田野 面包 牛奶 窗户 大门 屋顶 高塔 钟声 农民 城市",
    };

    private readonly string[] words;
    private readonly string space;

    public ScriptWriter(string language)
    {
        words = Vocabularies[language].Split(' ');
        space = language is "Thai" or "Chinese" ? "" : " ";
    }

    public static IEnumerable<string> Languages => Vocabularies.Keys;

    /// <summary>The words of an article of the language.</summary>
    public string[] Article(ulong seed, int length)
    {
        Seeded random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => Word(random))];
    }

    /// <summary>The article with each word replaced at the rate given, in per mille.</summary>
    public string[] Replace(string[] article, ulong seed, int perMille)
    {
        Seeded random = new(seed);
        return [.. article.Select(word => random.Below(1000) < perMille ? Word(random) : word)];
    }

    /// <summary>As a text, with a full stop and a space after every twelfth word.</summary>
    public string Write(string[] article)
    {
        StringBuilder text = new();
        for (int i = 0; i < article.Length; i++)
        {
            text.Append(article[i]).Append(i % 12 == 11 ? ". " : space);
        }

        return text.ToString();
    }

    /// <summary>Half of the words are single, half are joined from two.</summary>
    private string Word(Seeded random) => words[random.Below(words.Length)] + (random.Below(2) == 0 ? "" : words[random.Below(words.Length)]);
}
